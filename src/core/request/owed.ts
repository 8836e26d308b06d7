import type { Destination } from '../people/destination.ts'
import type { Notice } from './notice.ts'

/**
 * A message that a commit owes. `board`: bring the record's living message up to date in every place. `place`: the
 * living message must stand there too (owed until its place is stored). `notice`: tell once, in the thread of every
 * place or to one destination. What it says is rendered from the record when it is sent. `warning`: the message about
 * warnings whose name is the `id` of what is owed; what it says is rendered from the ledger. `page`: on-call is woken, where
 * there is a pager, for the trouble that the record is in; once the record has ended, the pager is told that it is over.
 */
export type Owed =
  | { readonly kind: 'board' }
  | { readonly kind: 'place'; readonly to: Destination }
  | { readonly kind: 'warning' }
  | { readonly kind: 'page' }
  | { readonly kind: 'notice'; readonly notice: Notice; readonly to: Destination | 'thread' }

export interface OwedMessage {
  /** The same key is owed once: `board:acme/R42`. */
  readonly key: string
  readonly account: string
  readonly id: string
  readonly owed: Owed
  readonly tries: number
}
