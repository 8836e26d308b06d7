import type { Change, Committed, PartId, Snapshot } from '../ports/records.ts'
import type { EngineTools } from './engine-tools.ts'
import { type Go, type Next, recordPart } from './next.ts'

const dues = (own: number | 'never', wakes: readonly PartId[], now: number): Record<PartId, number | 'never'> => ({
  ...Object.fromEntries(wakes.map((part) => [part, now])),
  [recordPart]: own,
})

/** Commits a transition, or only the times at which parts must be looked at. */
export const commitNext = (
  tools: EngineTools,
  snapshot: Snapshot,
  next: Exclude<Next, { kind: 'step' }>,
): Promise<Committed> => {
  const { account, id } = snapshot.record.value
  const now = tools.clock.now()
  const base = {
    op: tools.ids.next(),
    account,
    id,
    expect: { record: snapshot.record.ver },
  }
  if (next.kind === 'stay')
    return tools.records.commit({ ...base, due: dues(next.due, next.wakes ?? [], now), events: [] })
  return tools.records.commit({ ...base, ...transition(next, now) })
}

const transition = (
  next: Go,
  now: number,
): Pick<Change, 'record' | 'due' | 'events' | 'owed'> & Partial<Pick<Change, 'locks'>> => ({
  record: next.record,
  due: dues(next.due ?? now, next.wakes ?? [], now),
  events: next.events ?? [],
  owed: next.owed ?? [],
  ...(next.locks === undefined ? {} : { locks: next.locks }),
})
