import type { AuditEvent } from './audit-event.ts'

/** An event of one record, with its time in ms. */
export type Timed = AuditEvent & { readonly at: number }

export interface Wait {
  readonly from: number
  readonly to: number
  /** The record's state meanwhile. */
  readonly state: string
  /** What was waited for: `for approval`. */
  readonly cause: string
}

/** A gap shorter than this is work, not a wait. */
const leastMs = 60_000

const causes: Readonly<Record<string, string>> = {
  asked: 'for the asker to ask for approval',
  requested: 'for approval',
  approved: 'for a worker, or for Akamai to be readable',
  'creating-token': 'for Akamai to finish the new token',
  'refreshing-token': 'for Akamai to refresh the token',
  preparing: 'for uploads',
  staging: 'for activations on staging',
  'awaiting-production': 'for the second approval, before production',
  production: 'for activations on production',
  soaking: 'for the soak to end',
  'awaiting-source': 'for the owner to change its own source',
  confirming: 'for the look that nothing uses the token any more',
  'awaiting-revoke': 'for a decision about what still uses the token',
  revoking: 'for Akamai to revoke the token',
  holding: 'for what was in flight',
  abandoning: 'for the way back',
}

/** A fact of the newest event that has it. */
const latest = (events: readonly Timed[], fact: string): string | undefined => {
  const found = events.findLast(({ facts }) => facts?.[fact] !== undefined)?.facts?.[fact]
  return found === undefined ? undefined : String(found)
}

const causeOf = (state: string, before: readonly Timed[]): string => {
  if (state === 'queued') return `for ${latest(before, 'waitsFor') ?? 'its turn'}`
  if (state !== 'held') return causes[state] ?? `in ${state}`
  const why = latest(before, 'why')
  return `for Retry or Abandon${why === undefined ? '' : ` (${why})`}`
}

/** When the state that these events end in was entered. */
const enteredAt = (before: readonly Timed[], state: string): number | undefined => {
  const other = before.findLastIndex(({ facts }) => facts?.['state'] !== undefined && facts['state'] !== state)
  return before.slice(other + 1).find(({ facts }) => facts?.['state'] === state)?.at
}

/**
 * The wait that the event at `index` ended by changing the record's state; undefined where it ended none. `events`: one
 * record's, in order.
 */
export const waitBefore = (events: readonly Timed[], index: number): Wait | undefined => {
  const before = events.slice(0, index)
  const ending = events[index]
  const state = latest(before, 'state')
  if (ending === undefined || state === undefined || (ending.facts?.['state'] ?? state) === state) return undefined
  const from = enteredAt(before, state)
  if (from === undefined || ending.at - from < leastMs) return undefined
  return { from, to: ending.at, state, cause: causeOf(state, before) }
}
