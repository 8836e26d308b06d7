import { type Crossing, crossingsOf, lastDateOf, matterOf, urgencyOf } from './crossing.ts'
import { pageName } from './destination-name.ts'
import { dueOf } from './due-of.ts'
import { type Entry, isOver, keptMs } from './entry.ts'
import { type Route, routesOf } from './routes-of.ts'
import type { WarningSettings } from './warning-settings.ts'
import type { Watched } from './watched.ts'

/** What one case is decided from. `since`: the latest moment decided about before; undefined the first time. */
export interface Deciding {
  readonly now: number
  readonly since?: number
  readonly settings: WarningSettings
}

/** Is what the entry says of the thing still so? Only what Akamai says counts here, never the clock. */
const stillTrue = (entry: Entry, { life }: Watched): boolean => {
  switch (entry.kind) {
    case 'expiring':
    case 'expired':
      return life.kind === 'expiring' && lastDateOf(life.diesAt) === entry.date
    case 'revoked':
      return life.kind === 'gone'
    case 'refresh-overdue':
      return life.kind === 'auto-refreshing' && life.refreshBy === entry.date
    case 'activation-failed':
      return life.kind === 'auto-refreshing' && life.status === 'ERROR'
    case 'activation-stuck':
      return life.kind === 'auto-refreshing' && life.status === 'IN_PROGRESS'
    case 'scan-overdue':
      return life.kind === 'unseen'
    case 'ledger-lost':
      return true
  }
}

const isPagedInVain = ({ destination }: Entry, { usedOn, certain }: Watched): boolean =>
  destination === pageName && certain && usedOn !== 'production'

const pagerOwes = (entry: Entry): Pick<Entry, 'pagerOwed'> =>
  entry.destination === pageName && entry.toldAt !== undefined ? { pagerOwed: 'resolve' } : {}

const withoutAck = ({ by: _by, until: _until, pagerOwed: _pagerOwed, ...entry }: Entry): Entry => entry

/** Settled: whoever was told sees it in place. */
export const resolved = (entry: Entry): Entry =>
  isOver(entry) ? entry : { ...withoutAck(entry), state: 'resolved', ...pagerOwes(entry) }

const superseded = (entry: Entry): Entry => (entry.state === 'owed' ? { ...entry, state: 'superseded' } : entry)

/** A crossing passed since the last look is told as if it had been seen at once; anything else is news of now. */
const baseOf = ({ at }: Crossing, { now, since }: Deciding): number =>
  since !== undefined && at > since && at <= now ? at : now

const owed = (crossing: Crossing, watched: Watched, route: Route, how: Deciding, repeat = 0): Entry => ({
  kind: crossing.kind,
  threshold: crossing.threshold,
  date: crossing.date,
  at: crossing.at,
  account: watched.account,
  token: watched.token,
  uuid: watched.uuid,
  destination: route.destination,
  state: 'owed',
  ...dueOf(crossing, watched, baseOf(crossing, how), how.settings.digestAt),
  mentions: route.mentions(crossing),
  usedOn: watched.usedOn,
  ...(watched.inBundle === undefined ? {} : { inBundle: watched.inBundle }),
  ...(watched.life.kind === 'expiring' ? { diesAt: watched.life.diesAt } : {}),
  repeat,
})

/** Owed anew: in the thread of what was told before, if anything was. */
const owedAgain = (before: Entry, watched: Watched, route: Route, how: Deciding): Entry => {
  const fresh = owed(before, watched, route, { ...how, since: how.now }, before.repeat + 1)
  if (before.message === undefined) return fresh
  return { ...fresh, how: 'again', message: before.message, due: fresh.how === 'at-once' ? how.now : fresh.due }
}

/** An owed one is told earlier when it turns out that its digest would come too late. */
const hurried = (entry: Entry, watched: Watched, { now, settings }: Deciding): Entry => {
  const { due, how } = dueOf(entry, watched, now, settings.digestAt)
  return how === 'at-once' && due < entry.due ? { ...entry, due, how } : entry
}

const topOf = (entry: Entry, watched: Watched, route: Route, how: Deciding): Entry => {
  if (entry.state === 'owed') return hurried(entry, watched, how)
  const isForgotten = entry.state === 'acknowledged' && entry.until !== undefined && entry.until <= how.now
  // `superseded` at the top: the clock went back, and something more urgent was told already.
  return entry.state === 'resolved' || isForgotten ? owedAgain(entry, watched, route, how) : entry
}

interface Group {
  readonly watched: Watched
  readonly route: Route
  readonly how: Deciding
  /** What the ledger holds of this destination, matter and date. */
  readonly known: readonly Entry[]
}

const silent = (crossings: readonly Crossing[], { watched, route, how, known }: Group): readonly Entry[] => {
  const missing = crossings.filter((crossing) => !known.some((entry) => sameLine(entry, crossing)))
  return [
    ...known.map(resolved),
    ...missing.map((crossing) => ({ ...owed(crossing, watched, route, how), state: 'resolved' as const })),
  ]
}

const sameLine = (a: Pick<Crossing, 'kind' | 'threshold'>, b: Pick<Crossing, 'kind' | 'threshold'>): boolean =>
  a.kind === b.kind && a.threshold === b.threshold

/** It was in use and is not any more; what was settled once stays so until it is seen in use again. */
const isSettled = ({ watched, known }: Group): boolean =>
  watched.usedOn === 'nowhere' &&
  known.some((entry) => entry.usedOn !== 'nowhere' && (watched.certain || entry.state === 'resolved'))

/** The most urgent crossing is owed once; what is less urgent and was not told is superseded. */
const groupOf = (crossings: readonly Crossing[], group: Group): readonly Entry[] => {
  const { watched, route, how, known } = group
  if (isSettled(group)) return silent(crossings, group)
  const mostUrgent = Math.min(...crossings.map(urgencyOf), ...known.map(urgencyOf))
  const fresh = crossings
    .filter((crossing) => !known.some((entry) => sameLine(entry, crossing)))
    .map((crossing) => owed(crossing, watched, route, how))
  const [top] = crossings
  const kept = known.map((entry) =>
    top !== undefined && sameLine(entry, top) ? topOf(entry, watched, route, how) : entry,
  )
  return [...kept, ...fresh].map((entry) => (urgencyOf(entry) > mostUrgent ? superseded(entry) : entry))
}

const onRoute = (watched: Watched, route: Route, mine: readonly Entry[], how: Deciding): readonly Entry[] => {
  const matters = crossingsOf(watched, how.now, route.thresholds).map((all) => all.filter(route.takes))
  const current = mine.map((entry) =>
    stillTrue(entry, watched) && !isPagedInVain(entry, watched) ? entry : resolved(entry),
  )
  const result: Entry[] = []
  const seen = new Set<Entry>()
  for (const crossings of matters) {
    const [first] = crossings
    if (first === undefined) continue
    const known = current.filter((entry) => matterOf(entry) === matterOf(first) && entry.date === first.date)
    for (const entry of known) seen.add(entry)
    result.push(...groupOf(crossings, { watched, route, how, known }))
  }
  return [...current.filter((entry) => !seen.has(entry)), ...result]
}

/** So that a token which lives for ever does not fill the ledger. */
const isLongOver = (entry: Entry, watched: Watched, now: number): boolean =>
  isOver(entry) &&
  entry.pagerOwed === undefined &&
  !stillTrue(entry, watched) &&
  (entry.toldAt ?? entry.due) + keptMs < now

const unchanged = (before: readonly Entry[], after: readonly Entry[]): boolean =>
  before.length === after.length && after.every((entry) => before.includes(entry))

/**
 * What is owed, superseded and resolved about one thing now. Pure; gives `before` itself when nothing changes. Running it
 * again, at any later moment, after any pause, owes nothing twice and loses nothing.
 */
export const decideCase = (watched: Watched, before: readonly Entry[], how: Deciding): readonly Entry[] => {
  const routes = routesOf(watched, how.settings)
  const places = new Set(routes.map((route) => route.destination))
  // Whoever was responsible before is not told any more; what they were told stays.
  const elsewhere = before.filter((entry) => !places.has(entry.destination)).map(superseded)
  const here = routes.flatMap((route) => {
    const mine = before.filter((entry) => entry.destination === route.destination)
    return onRoute(watched, route, mine, how)
  })
  const after = [...elsewhere, ...here].filter((entry) => !isLongOver(entry, watched, how.now))
  return unchanged(before, after) ? before : after
}
