import { crossedAt, matterOf, urgencyOf } from './crossing.ts'
import { pageName } from './destination-name.ts'
import { type Entry, isOver } from './entry.ts'

const hourMs = 3_600_000
const dayMs = 24 * hourMs
/** What has no next threshold comes back after this, acknowledged or not. */
const longestMs = 7 * dayMs

/** Who silences what, until when at most; without `until` as long as it may. */
export interface Acknowledging {
  readonly by: string
  readonly now: number
  readonly until?: number
  /** The configuration's, in days. */
  readonly thresholds: readonly number[]
}

/** The end of any silence: the next threshold; one hour for what is dead; a week for what has no thresholds. */
const bound = ({ kind, threshold, diesAt }: Entry, { now, thresholds }: Acknowledging): number => {
  if (kind === 'expired' || kind === 'revoked') return now + hourMs
  if (threshold === null || diesAt === undefined) return now + longestMs
  const next = thresholds.filter((days) => days < threshold && crossedAt(diesAt, days) > now)
  return next.length === 0 ? diesAt : crossedAt(diesAt, Math.max(...next))
}

const silenced = (entry: Entry, how: Acknowledging): Entry => {
  const { pagerOwed: _pagerOwed, ...rest } = entry
  return {
    ...rest,
    state: 'acknowledged',
    by: how.by,
    until: Math.min(how.until ?? Number.POSITIVE_INFINITY, bound(entry, how)),
    ...(entry.destination === pageName && entry.toldAt !== undefined ? { pagerOwed: 'acknowledge' } : {}),
  }
}

const groupOf = (entry: Entry): string => [entry.destination, matterOf(entry), entry.date].join('|')

/**
 * Acknowledges, or snoozes, everything that stands about one token: the most urgent entry of each destination and matter,
 * owed ones too. Gives the entries themselves when there is nothing to silence.
 */
export const acknowledge = (entries: readonly Entry[], how: Acknowledging): readonly Entry[] => {
  const alive = entries.filter((entry) => !isOver(entry))
  const tops = new Set(
    [...Map.groupBy(alive, groupOf).values()].flatMap((group) =>
      group.toSorted((a, b) => urgencyOf(a) - urgencyOf(b)).slice(0, 1),
    ),
  )
  return tops.size === 0 ? entries : entries.map((entry) => (tops.has(entry) ? silenced(entry, how) : entry))
}
