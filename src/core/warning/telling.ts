import { pageName } from './destination-name.ts'
import type { Entry } from './entry.ts'
import type { LedgerState } from './ledger-state.ts'
import { allEntries, withCases } from './ledger-state.ts'

/** Owed by now. */
export const dueEntries = (ledger: LedgerState, now: number): readonly Entry[] =>
  allEntries(ledger).filter((entry) => entry.state === 'owed' && entry.due <= now)

/** When the next one is due; undefined when nothing is owed. */
export const nextDue = (ledger: LedgerState): number | undefined => {
  const dues = allEntries(ledger).flatMap((entry) => (entry.state === 'owed' ? [entry.due] : []))
  return dues.length === 0 ? undefined : Math.min(...dues)
}

/** What was settled while it was being told stays settled; the pager hears of that too. */
const toldEntry = (entry: Entry, message: string, now: number): Entry => {
  const done = { ...entry, toldAt: now, message }
  if (entry.state === 'owed') return { ...done, state: 'sent' }
  if (entry.destination !== pageName) return done
  return { ...done, pagerOwed: entry.state === 'acknowledged' ? 'acknowledge' : 'resolve' }
}

/** The ledger with these told, in that message. An entry that was settled meanwhile stays settled. */
export const told = (
  ledger: LedgerState,
  keys: ReadonlySet<string>,
  keyOf: (entry: Entry) => string,
  message: string,
  now: number,
): { readonly ledger: LedgerState; readonly changed: ReadonlyMap<string, readonly Entry[]> } => {
  const changed = new Map<string, readonly Entry[]>()
  for (const [uuid, entries] of ledger.cases) {
    if (!entries.some((entry) => keys.has(keyOf(entry)))) continue
    changed.set(
      uuid,
      entries.map((entry) => {
        if (!keys.has(keyOf(entry))) return entry
        return toldEntry(entry, message, now)
      }),
    )
  }
  return { ledger: withCases(ledger, changed), changed }
}
