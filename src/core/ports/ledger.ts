import type { Place } from '../people/destination.ts'
import type { Entry } from '../warning/entry.ts'
import type { LedgerState } from '../warning/ledger-state.ts'

/** The ledger of one account with the version of each case in it. */
export interface HeldLedger {
  readonly ledger: LedgerState
  readonly versions: ReadonlyMap<string, number>
}

/**
 * One compare-and-set on the ledger of an account: all of it or nothing. Cases in `changed` must still have the version
 * in `expect` (0: not there); one without entries is forgotten. `onBegun`: it was decided on a ledger that had begun, and one that
 * was lost since is another. `begunAt` is kept once, `decidedAt` never goes back.
 * `tells`: messages (see message-id.ts) that are owed from now on, in the same commit. `op` makes a re-sent change harmless: the
 * last eight are kept.
 */
export interface LedgerChange {
  readonly account: string
  readonly op: string
  readonly changed: ReadonlyMap<string, readonly Entry[]>
  readonly expect: ReadonlyMap<string, number>
  readonly onBegun?: boolean
  readonly begunAt?: number
  readonly decidedAt?: number
  readonly tells: readonly string[]
}

/**
 * Where a message about warnings stands. `rendered`: a hash of what it shows; `at`: when it was posted, ms of the clock
 * port; `carried`: what it told from the first, so that a crash before that is written down tells it no second time;
 * `preface`: why it stands in another channel than its own, which later states say as well.
 */
export interface WarningPlace {
  readonly place: Place
  readonly rendered: string
  readonly at: number
  readonly carried: readonly string[]
  readonly preface?: string
}

/**
 * What was owed and told about every token, for ever. Every call throws an `OutsideFailure` (system redis, who retry) when
 * Redis does not answer in time.
 */
export interface Ledger {
  load(account: string): Promise<HeldLedger>
  /** `moved`: somebody else changed one of the cases since, or Redis lost them; read again and decide anew. */
  commit(change: LedgerChange): Promise<'ok' | 'moved'>
  /** Where a message stands; several where its channel was gone and it went to fallbacks. */
  places(message: string): Promise<readonly WarningPlace[]>
  savePlace(message: string, place: WarningPlace): Promise<void>
  removePlace(message: string, place: WarningPlace): Promise<void>
}
