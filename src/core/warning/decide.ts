import { crossedAt, crossingsOf } from './crossing.ts'
import { type Deciding, decideCase, resolved } from './decide-case.ts'
import { type Entry, isOver, keptMs } from './entry.ts'
import type { LedgerState } from './ledger-state.ts'
import { withCases } from './ledger-state.ts'
import type { WarningSettings } from './warning-settings.ts'
import type { Watched } from './watched.ts'

/** A new state of the ledger, and which of its cases moved. */
export interface Decided {
  readonly ledger: LedgerState
  readonly changed: ReadonlyMap<string, readonly Entry[]>
}

const highest = (settings: WarningSettings): number =>
  Math.max(0, ...settings.thresholds, ...settings.subscriptions.flatMap((one) => one.thresholds ?? []))

/** Most tokens are far from every threshold: nothing to look at. */
const isQuiet = (watched: Watched, now: number, most: number): boolean => {
  const { life } = watched
  if (life.kind === 'expiring') return now < crossedAt(life.diesAt, most)
  return crossingsOf(watched, now, []).every((matter) => matter.length === 0)
}

const latest = (entries: readonly Entry[]): number =>
  Math.max(...entries.map(({ at, due, toldAt }) => toldAt ?? due ?? at))

/** Of the account itself, not of a token: no look at Akamai is needed to know that it is over. */
const isOfAccount = (entries: readonly Entry[]): boolean => entries.every((entry) => entry.token === '')

/** A case whose thing is gone: everything is resolved, and forgotten in the end. */
const decideGone = (entries: readonly Entry[], now: number): readonly Entry[] => {
  const after = entries.map((entry) => (entry.kind === 'ledger-lost' ? entry : resolved(entry)))
  if (after.every((entry, index) => entry === entries[index])) {
    const isDone = entries.every((entry) => isOver(entry) || entry.kind === 'ledger-lost')
    const forgets = isDone && entries.every((entry) => entry.pagerOwed === undefined && entry.state !== 'owed')
    return forgets && latest(entries) + keptMs < now ? [] : entries
  }
  return after
}

/**
 * What is owed, superseded and resolved in one account now: facts and ledger in, ledger out. `sure`: everything could be
 * looked at, so that what is not there is gone.
 */
export const decide = (
  watched: readonly Watched[],
  ledger: LedgerState,
  now: number,
  settings: WarningSettings,
  sure = true,
): Decided => {
  const how: Deciding = { now, settings, ...(ledger.decidedAt === undefined ? {} : { since: ledger.decidedAt }) }
  const most = highest(settings)
  const changed = new Map<string, readonly Entry[]>()
  const there = new Set<string>()
  for (const one of watched) {
    there.add(one.uuid)
    const before = ledger.cases.get(one.uuid)
    if (before === undefined && isQuiet(one, now, most)) continue
    const after = decideCase(one, before ?? [], how)
    if (after !== before && (before !== undefined || after.length > 0)) changed.set(one.uuid, after)
  }
  for (const [uuid, before] of ledger.cases) {
    if (there.has(uuid) || !(sure || isOfAccount(before))) continue
    const after = decideGone(before, now)
    if (after !== before) changed.set(uuid, after)
  }
  const decidedAt = Math.max(now, ledger.decidedAt ?? now)
  return { changed, ledger: { ...withCases(ledger, changed), begunAt: ledger.begunAt ?? now, decidedAt } }
}
