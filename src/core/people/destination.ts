import type { ChatIdentity, Platform } from './person.ts'

/** Where a message goes: a channel or conversation, or one person's direct messages. */
export type Destination =
  | { readonly kind: 'channel'; readonly platform: Platform; readonly id: string }
  | { readonly kind: 'direct'; readonly identity: ChatIdentity }

/** Where a message is: enough to edit it or to answer in its thread. */
export interface Place {
  readonly platform: Platform
  readonly conversation: string
  readonly message: string
}
