import type { Entry } from './entry.ts'
import { allEntries, type LedgerState } from './ledger-state.ts'
import { messageIdOf } from './message-id.ts'
import { dueEntries } from './telling.ts'

/** What a message shows: what it told before, as that stands now, and what it is to tell. */
export interface MessageEntries {
  readonly standing: readonly Entry[]
  readonly due: readonly Entry[]
}

/** Gathers a message from the ledgers of all accounts: a channel has one digest, whatever the account. */
export const messageEntries = (
  ledgers: readonly LedgerState[],
  message: string,
  now: number,
  digestAt: number,
): MessageEntries => ({
  standing: ledgers.flatMap(allEntries).filter((entry) => entry.message === message && entry.state !== 'owed'),
  due: ledgers
    .flatMap((ledger) => dueEntries(ledger, now))
    .filter((entry) => messageIdOf(entry, now, digestAt) === message),
})
