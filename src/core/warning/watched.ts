import type { Network } from '../token/network.ts'
import type { TokenActivationStatus } from '../token/token.ts'

/** Where a token is used: `production` outweighs `staging`; `nowhere`: no active bundle that the bot can see. */
export type UsedOn = 'production' | 'staging' | 'nowhere'

/**
 * What can go wrong with it. `expiring`: dies at a known instant. `auto-refreshing`: Akamai renews it by itself.
 * `gone`: in an active bundle, but not (or no more) in the account's token list. `unseen`: not a token but the account
 * itself, last scanned well at that time. `forgotten`: the account whose ledger was found lost at that time. Times in ms UTC.
 */
export type Life =
  | { readonly kind: 'expiring'; readonly diesAt: number }
  | {
      readonly kind: 'auto-refreshing'
      /** `YYYY-MM-DD`: when Akamai means to renew it next. */
      readonly refreshBy?: string
      /** `YYYY-MM-DD`: when it was made or last renewed. */
      readonly renewedOn?: string
      readonly status?: TokenActivationStatus
    }
  | { readonly kind: 'gone' }
  | { readonly kind: 'unseen'; readonly overdueAt: number }
  | { readonly kind: 'forgotten'; readonly at: number }

/** One thing that is warned about: a token, or one that only bundles know, or the account itself. */
export interface Watched {
  readonly account: string
  /** The token's name; empty for the account itself. */
  readonly token: string
  /** The token's uuid, or what stands for it: unique in its account, never a value. */
  readonly uuid: string
  readonly namespaces: readonly string[]
  /** Access groups of the EdgeWorkers that use it, by id. */
  readonly groups: readonly string[]
  /** Where it is allowed, as far as is known. */
  readonly networks?: readonly Network[]
  readonly life: Life
  readonly usedOn: UsedOn
  /** False: not everything could be looked at, so that `nowhere` proves nothing. */
  readonly certain: boolean
  /** The JWT inside of bundles, which dies before the token of that name does. */
  readonly inBundle?: true
}
