/** Warnings that a channel asked for besides those of the owners. */
export interface Subscription {
  /** `slack:C0…` or `teams:19:…`. */
  readonly destination: string
  /** A glob over token names; `*` is all of them. */
  readonly pattern: string
  readonly account?: string
  /** Days; default: the configuration's. */
  readonly thresholds?: readonly number[]
  /** Who asked for it. */
  readonly by: string
  readonly at: number
}
