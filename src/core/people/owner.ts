import type { Network } from '../token/network.ts'

/** What an owner or a policy applies to: every field given must match; globs match the whole name, case-sensitive. */
export interface Match {
  readonly account?: string
  readonly token?: string
  readonly namespace?: string
  readonly group?: string
  readonly network?: Network
}

/** The team a token belongs to. Group names are keys of the configuration's `groups`. */
export interface Owner {
  readonly match: Match
  readonly team: string
  readonly slack?: { readonly channel: string }
  readonly teams?: { readonly conversation: string }
  readonly approvers: string
  readonly onCall?: string
  /** `everyone`, or a group: who may ask for this owner's tokens. */
  readonly members: string
  /** `members`, `approvers`, or groups: who sees them; admins always do. */
  readonly visibleTo: readonly string[]
}
