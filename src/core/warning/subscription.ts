/** Warnings that a channel asked for besides those of the owners. */
export interface Subscription {
  /** `slack:C0…` or `teams:19:…`. */
  readonly destination: string
  /** A glob over token names; `*` is all of them. */
  readonly pattern: string
  readonly account?: string
  /** Days; default: the configuration's. */
  readonly thresholds?: readonly number[]
  /** Owners whose tokens whoever asked may see: no others are told of here. */
  readonly teams: readonly string[]
  /** Who asked for it. */
  readonly by: string
  readonly at: number
}
