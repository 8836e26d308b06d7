import type { Committed, PartId, Snapshot } from '../ports/records.ts'
import { type Move, recordPart } from '../request/move.ts'
import type { EngineTools } from './engine-tools.ts'
import type { Next } from './next.ts'

type Tools = Pick<EngineTools, 'records' | 'clock' | 'ids'>

/** When the record must be looked at, and the parts that may go now. */
export const duesOf = (
  own: number | 'never',
  wakes: readonly PartId[],
  now: number,
): Record<PartId, number | 'never'> => ({
  ...Object.fromEntries(wakes.map((part) => [part, now])),
  [recordPart]: own,
})

/** The versions of these parts; of all of them by default. */
export const versionsOf = ({ parts }: Snapshot, ids: Iterable<PartId> = parts.keys()): Record<PartId, number> =>
  Object.fromEntries([...ids].map((id) => [id, parts.get(id)?.ver ?? 0]))

/**
 * Commits one change of a record against the versions of the snapshot that it was decided on. `claim`: the part whose step
 * this worker does next, its intent taken in the same commit, which then compares all parts.
 */
export const commitMove = (tools: Tools, snapshot: Snapshot, move: Move, claim?: PartId): Promise<Committed> => {
  const { account, id } = snapshot.record.value
  const now = tools.clock.now()
  const put = (move.parts ?? []).map((part) => part.id)
  const compared = claim === undefined ? put : new Set([...snapshot.parts.keys(), ...put])
  return tools.records.commit({
    op: tools.ids.next(),
    account,
    id,
    expect: { record: snapshot.record.ver, parts: versionsOf(snapshot, compared) },
    record: move.record,
    ...(move.parts === undefined ? {} : { parts: move.parts }),
    ...(claim === undefined ? {} : { claim }),
    due: duesOf(move.due ?? now, move.wakes ?? [], now),
    events: move.events ?? [],
    owed: move.owed ?? [],
    ...(move.locks === undefined ? {} : { locks: move.locks }),
    ...(move.unlessAfter === undefined ? {} : { unlessAfter: move.unlessAfter }),
  })
}

/** Commits a transition, or only the times at which parts must be looked at. */
export const commitNext = (
  tools: Tools,
  snapshot: Snapshot,
  next: Extract<Next, { kind: 'go' | 'stay' }>,
): Promise<Committed> => {
  if (next.kind === 'go') return commitMove(tools, snapshot, next)
  const { account, id } = snapshot.record.value
  return tools.records.commit({
    op: tools.ids.next(),
    account,
    id,
    expect: { record: snapshot.record.ver },
    due: duesOf(next.due, next.wakes ?? [], tools.clock.now()),
    events: [],
  })
}
