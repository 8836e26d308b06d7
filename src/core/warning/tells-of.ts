import type { Entry } from './entry.ts'
import { type LedgerState, withCases } from './ledger-state.ts'
import { messageIdOf, pageIdOf } from './message-id.ts'
import { dueEntries } from './telling.ts'

const messagesOf = (entry: Entry): readonly string[] => [
  ...(entry.message === undefined ? [] : [entry.message]),
  ...(entry.pagerOwed === undefined ? [] : [pageIdOf(entry)]),
]

/** Messages that show an entry which is not what it was. */
const touched = (before: readonly Entry[], after: readonly Entry[]): readonly string[] => {
  const known = new Set(before)
  return after.filter((entry) => !known.has(entry)).flatMap(messagesOf)
}

/** The messages that a change owes: those that show what changed, and all that are due by now. */
export const tellsOf = (
  before: LedgerState,
  changed: ReadonlyMap<string, readonly Entry[]>,
  now: number,
  digestAt: number,
): readonly string[] => {
  const shown = [...changed].flatMap(([uuid, after]) => touched(before.cases.get(uuid) ?? [], after))
  const due = dueEntries(withCases(before, changed), now).map((entry) => messageIdOf(entry, now, digestAt))
  return [...new Set([...shown, ...due])]
}
