import type { ChatIdentity } from '../people/person.ts'

/** Warnings that a channel asked for besides those of the owners. */
export interface Subscription {
  /** `slack:C0…` or `teams:19:…`. */
  readonly destination: string
  /** A glob over token names; `*` is all of them. */
  readonly pattern: string
  readonly account?: string
  /** Days; default: the configuration's. */
  readonly thresholds?: readonly number[]
  /** Owners whose tokens whoever asked could see then: no others are told of here. */
  readonly teams: readonly string[]
  /** Who asked for it, by name. */
  readonly by: string
  /** The same person, whose rights are looked at again: the id of `Person`, and the account that they used. */
  readonly who: { readonly id: string; readonly identity: ChatIdentity }
  readonly at: number
}
