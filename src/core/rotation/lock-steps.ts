import { edgeWorkerLocks } from '../plan/locks.ts'
import type { Snapshot } from '../ports/records.ts'
import { recordPart } from '../request/move.ts'
import { commitNext } from './commit-next.ts'
import type { EngineTools } from './engine-tools.ts'
import { locksToTake } from './locks-to-take.ts'
import { go } from './next.ts'
import { newTokensOf, targetsOf } from './snapshot-parts.ts'
import { queuedLooksEveryMs } from './times.ts'

type Ask = (tools: EngineTools, snapshot: Snapshot) => Promise<readonly string[]>

/** queued: free locks let it go back to `approved`, where votes and plan are checked again. */
const look: Ask = async (tools, snapshot) => {
  const record = snapshot.record.value
  const now = tools.clock.now()
  const held = await tools.records.holderOf(record.account, locksToTake(record))
  const isWaiting = Object.values(held).some((holder) => holder !== record.id)
  const next = isWaiting ? ({ kind: 'stay', due: now + queuedLooksEveryMs } as const) : go(record, 'approved', now)
  await commitNext(tools, snapshot, next)
  return isWaiting ? [] : [recordPart]
}

/** abandoning takes the EdgeWorkers' locks again, all or none, and waits for them. */
const take: Ask = async (tools, snapshot) => {
  const record = snapshot.record.value
  if (record.abandon === undefined) return []
  const wakes = [...targetsOf(snapshot), ...newTokensOf(snapshot)].map((part) => part.id)
  const committed = await commitNext(tools, snapshot, {
    kind: 'go',
    record: { ...record, abandon: { ...record.abandon, phase: 'restoring' } },
    wakes,
    locks: { take: edgeWorkerLocks(record.plan.binding) },
    owed: [{ kind: 'board' }],
  })
  if (committed.kind === 'locked')
    await commitNext(tools, snapshot, { kind: 'stay', due: tools.clock.now() + queuedLooksEveryMs })
  return committed.kind === 'ok' ? [...wakes, recordPart] : []
}

/** Asks the store for locks and commits the answer; gives the parts to look at next. */
export const askForLocks = (
  tools: EngineTools,
  snapshot: Snapshot,
  want: 'look' | 'take',
): Promise<readonly string[]> => (want === 'look' ? look : take)(tools, snapshot)
