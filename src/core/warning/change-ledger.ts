import type { Ids } from '../ports/ids.ts'
import type { HeldLedger, Ledger, LedgerChange } from '../ports/ledger.ts'
import type { LedgerState } from './ledger-state.ts'

/** What is written: the cases that moved, and the messages owed for it. */
export type LedgerMove = Pick<LedgerChange, 'changed' | 'begunAt' | 'decidedAt' | 'tells'>

export interface LedgerTools {
  readonly ledger: Ledger
  readonly ids: Ids
}

const mostTries = 20

const changeOf = (account: string, op: string, move: LedgerMove, { versions, ledger }: HeldLedger): LedgerChange => ({
  account,
  op,
  ...move,
  expect: new Map([...move.changed.keys()].map((uuid) => [uuid, versions.get(uuid) ?? 0])),
  onBegun: ledger.begunAt !== undefined,
})

/**
 * Reads a ledger, decides, and writes; whoever loses a race reads and decides anew. `decide` gives undefined when there
 * is nothing to write. Gives what was written.
 */
export const changeLedger = async (
  { ledger, ids }: LedgerTools,
  account: string,
  decide: (before: LedgerState) => LedgerMove | undefined,
): Promise<LedgerMove | undefined> => {
  for (let tries = 0; tries < mostTries; tries += 1) {
    const held = await ledger.load(account)
    const move = decide(held.ledger)
    if (move === undefined) return undefined
    if ((await ledger.commit(changeOf(account, ids.next(), move, held))) === 'ok') return move
  }
  throw new Error(`the warnings of ${account} were changed by others again and again`)
}
