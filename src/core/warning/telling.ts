import { pageName } from './destination-name.ts'
import { type Entry, entryKey } from './entry.ts'
import type { LedgerState } from './ledger-state.ts'
import { allEntries, withCases } from './ledger-state.ts'

/** Owed by now. */
export const dueEntries = (ledger: LedgerState, now: number): readonly Entry[] =>
  allEntries(ledger).filter((entry) => entry.state === 'owed' && entry.due <= now)

/** What was settled while it was being told stays settled; the pager hears of that too. */
const toldEntry = (entry: Entry, message: string, now: number): Entry => {
  // What was told in a thread still stands in the message above it.
  const where = entry.how === 'again' && entry.message !== undefined ? entry.message : message
  const done = { ...entry, toldAt: now, message: where }
  if (entry.state === 'owed') return { ...done, state: 'sent' }
  if (entry.destination !== pageName) return done
  return { ...done, pagerOwed: entry.state === 'acknowledged' ? 'acknowledge' : 'resolve' }
}

/** The ledger with these entries told, in that message. */
export const told = (
  ledger: LedgerState,
  entries: readonly Entry[],
  message: string,
  now: number,
): { readonly ledger: LedgerState; readonly changed: ReadonlyMap<string, readonly Entry[]> } => {
  const changed = new Map<string, readonly Entry[]>()
  for (const [uuid, some] of Map.groupBy(entries, (entry) => entry.uuid)) {
    const keys = new Set(some.map(entryKey))
    const all = ledger.cases.get(uuid) ?? []
    changed.set(
      uuid,
      all.map((entry) => (keys.has(entryKey(entry)) ? toldEntry(entry, message, now) : entry)),
    )
  }
  return { ledger: withCases(ledger, changed), changed }
}
