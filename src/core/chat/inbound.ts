import type { Destination, Place } from '../people/destination.ts'
import type { ChatIdentity } from '../people/person.ts'
import type { ReplyHandle } from '../ports/messenger.ts'
import type { Parsed } from './grammar/command.ts'

/** The verified sender. `guest` and `foreign` (another workspace or tenant) are refused before anything else. */
export interface Sender extends ChatIdentity {
  readonly guest?: boolean
  readonly foreign?: boolean
  readonly displayName?: string
  /** As the platform itself knows it, and only where people are mapped by it. */
  readonly email?: string
}

interface From {
  readonly sender: Sender
  readonly in?: Destination
  readonly reply: ReplyHandle
}

/** What people do, on any platform. A click carries only an id; text that looks like a token value is already gone. */
export type Inbound =
  | (From & { readonly kind: 'command'; readonly parsed: Parsed })
  | (From & {
      readonly kind: 'click'
      readonly action: string
      readonly value: string
      readonly message?: Place /** Pressed in App Home. */
      readonly atHome?: true
    })
  | (From & {
      readonly kind: 'form'
      readonly form: string
      readonly ref: string
      readonly values: Readonly<Record<string, string | readonly string[]>>
      /** Not sent yet: it is to be looked through. */
      readonly check?: true
    })
  /** Somebody is filling in a form that is open: what it holds just now. */
  | (From & {
      readonly kind: 'typed'
      readonly form: string
      readonly ref: string
      readonly values: Readonly<Record<string, string | readonly string[]>>
    })
  | (From & { readonly kind: 'home' })
