import { urgencyOf, type WarningKind } from './crossing.ts'
import { decide } from './decide.ts'
import type { Entry } from './entry.ts'
import { emptyLedger, type LedgerState } from './ledger-state.ts'
import { messageIdOf } from './message-id.ts'
import { dueEntries, told } from './telling.ts'
import type { WarningSettings } from './warning-settings.ts'
import type { Watched } from './watched.ts'

/** One warning as it would be sent: when, about what, where to, and who is mentioned. */
export interface SimulatedWarning {
  /** ISO 8601 UTC. */
  readonly at: string
  readonly account: string
  readonly token: string
  /** `30d` … `0d`, or null. */
  readonly threshold: string | null
  readonly kind: WarningKind
  readonly destinations: readonly string[]
  readonly mentions: readonly string[]
}

export interface Simulation {
  readonly watched: readonly Watched[]
  readonly settings: WarningSettings
  /** ms UTC, the beginning of a day. */
  readonly from: number
  readonly days: number
}

const dayMs = 86_400_000

const rowOf = (entries: readonly [Entry, ...Entry[]], at: number): SimulatedWarning => {
  const [{ account, token, threshold, kind }] = entries
  return {
    at: new Date(at).toISOString(),
    account,
    token,
    threshold: threshold === null ? null : `${threshold}d`,
    kind,
    destinations: entries.map((entry) => entry.destination),
    mentions: [...new Set(entries.flatMap((entry) => entry.mentions))],
  }
}

const lineOf = ({ account, uuid, kind, threshold, date }: Entry): string =>
  [account, uuid, kind, threshold, date].join('|')

const rowsOf = (due: readonly Entry[], at: number): readonly SimulatedWarning[] =>
  [...Map.groupBy(due, lineOf).values()]
    .toSorted(([a], [b]) => (a === undefined || b === undefined ? 0 : urgencyOf(a) - urgencyOf(b)))
    .flatMap(([first, ...rest]) => (first === undefined ? [] : [rowOf([first, ...rest], at)]))

/** The moments at which something can be told: the turn of each day, when tokens die, and its digest. */
function* moments({ from, days, settings: { digestAt } }: Simulation): Generator<number> {
  for (let day = 0; day < days; day += 1) {
    yield from + day * dayMs
    if (digestAt > 0) yield from + day * dayMs + digestAt * 60_000
  }
}

const inOrder = (a: SimulatedWarning, b: SimulatedWarning): number =>
  compare(a.at, b.at) || compare(a.token, b.token) || compare(a.account, b.account)

const compare = (a: string, b: string): number => (a < b ? -1 : Number(a > b))

/** One account, watched from its first day on: the code that decides is the code that watches. */
const simulateAccount = (account: string, simulation: Simulation): readonly SimulatedWarning[] => {
  const watched = simulation.watched.filter((one) => one.account === account)
  let ledger: LedgerState = emptyLedger(account)
  const rows: SimulatedWarning[] = []
  for (const now of moments(simulation)) {
    ledger = decide(watched, ledger, now, simulation.settings).ledger
    const due = dueEntries(ledger, now)
    rows.push(...rowsOf(due, now))
    const messages = Map.groupBy(due, (entry) => messageIdOf(entry, now, simulation.settings.digestAt))
    for (const [message, entries] of messages) ledger = told(ledger, entries, message, now).ledger
  }
  return rows
}

/** Every warning that would be sent from a day on, sorted by time, then token. Deterministic; looks at nothing else. */
export const simulateWarnings = (simulation: Simulation): readonly SimulatedWarning[] => {
  const accounts = [...new Set(simulation.watched.map((one) => one.account))]
  return accounts.flatMap((account) => simulateAccount(account, simulation)).toSorted(inOrder)
}
