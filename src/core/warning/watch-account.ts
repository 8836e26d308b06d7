import type { Inventory } from '../inventory/inventory.ts'
import { forgottenAccount, unseenAccount } from './account-watched.ts'
import { changeLedger, type LedgerMove, type LedgerTools } from './change-ledger.ts'
import { decide } from './decide.ts'
import type { Entry } from './entry.ts'
import type { LedgerState } from './ledger-state.ts'
import { tellsOf } from './tells-of.ts'
import type { WarningSettings } from './warning-settings.ts'
import { watchedOf } from './watched-of.ts'

/** What one round looks at. `wasBegun`: a ledger of this account is known to have existed before. */
export interface Round {
  readonly account: string
  /** The last good scan; undefined: none yet. */
  readonly inventory: Inventory | undefined
  readonly scanEveryMs: number
  readonly wasBegun: boolean
  readonly now: number
  readonly settings: WarningSettings
}

const watchedIn = ({ account, inventory, scanEveryMs, wasBegun, now }: Round, ledger: LedgerState) => [
  ...(inventory === undefined ? [] : watchedOf(inventory)),
  ...unseenAccount(account, inventory?.scannedAt ?? ledger.begunAt, scanEveryMs, now),
  ...(wasBegun && ledger.begunAt === undefined ? [forgottenAccount(account, now)] : []),
]

const moveOf = (round: Round, before: LedgerState): LedgerMove => {
  const { inventory, now, settings } = round
  // What is listed no more could still be in a bundle that was not read.
  const sure = inventory !== undefined && (inventory.unread ?? []).length === 0
  const { ledger, changed } = decide(watchedIn(round, before), before, now, settings, sure)
  return {
    changed,
    begunAt: ledger.begunAt ?? now,
    decidedAt: ledger.decidedAt ?? now,
    tells: tellsOf(before, changed, now, settings.digestAt),
  }
}

/** What people were told of and is over now. */
const settledBy = (before: LedgerState, { changed }: LedgerMove): readonly Entry[] =>
  [...changed].flatMap(([uuid, after]) => {
    const known = new Set(before.cases.get(uuid))
    return after.filter((entry) => entry.state === 'resolved' && entry.toldAt !== undefined && !known.has(entry))
  })

/**
 * One round of one account: decides by the code that `simulate` runs and writes down what is owed, with the messages for
 * it, in one commit. Run again at any time, by anybody, it owes nothing twice. Gives what is settled by it.
 */
export const watchAccount = async (tools: LedgerTools, round: Round): Promise<readonly Entry[]> => {
  let settled: readonly Entry[] = []
  await changeLedger(tools, round.account, (before) => {
    const move = moveOf(round, before)
    settled = settledBy(before, move)
    return move
  })
  return settled
}
