import type { Entry } from './entry.ts'

/** What is owed and was told about one account, by uuid. Times in ms UTC of the clock port. */
export interface LedgerState {
  readonly account: string
  /** When this ledger began; undefined for one that is empty. */
  readonly begunAt?: number
  /** The latest moment that was decided about; never goes back. */
  readonly decidedAt?: number
  readonly cases: ReadonlyMap<string, readonly Entry[]>
}

export const emptyLedger = (account: string): LedgerState => ({ account, cases: new Map() })

export const allEntries = (ledger: Pick<LedgerState, 'cases'>): readonly Entry[] => [...ledger.cases.values()].flat()

/** The same ledger with some cases replaced; one without entries is dropped. */
export const withCases = (ledger: LedgerState, changed: ReadonlyMap<string, readonly Entry[]>): LedgerState => {
  const cases = new Map(ledger.cases)
  for (const [uuid, entries] of changed)
    if (entries.length === 0) cases.delete(uuid)
    else cases.set(uuid, entries)
  return { ...ledger, cases }
}
