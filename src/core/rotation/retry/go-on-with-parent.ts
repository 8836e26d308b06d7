import type { Snapshot } from '../../ports/records.ts'
import { recordPart } from '../../request/move.ts'
import { commitMove, commitNext } from '../commit-next.ts'
import type { EngineTools } from '../engine-tools.ts'
import { makeVoid, succeed } from '../states/ends.ts'
import { type Rebased, rebased } from './rebased.ts'

const commitParent = async (tools: EngineTools, parent: Snapshot, found: Rebased): Promise<boolean> => {
  if (found.kind !== 'move') return true
  const committed = await commitMove(tools, parent, found.move)
  return committed.kind === 'ok'
}

/**
 * An approved retry: the rotation it belongs to goes on first, then the retry itself ends. A worker that dies in between
 * leaves a mark on the targets by which the next one knows.
 */
export const goOnWithParent = async (
  tools: EngineTools,
  child: Snapshot,
  parentId: string,
): Promise<readonly string[]> => {
  const record = child.record.value
  const key = { account: record.account, id: parentId }
  const now = tools.clock.now()
  const parent = await tools.records.load(key)
  const found: Rebased =
    parent === undefined
      ? { kind: 'void', sentence: `There is no ${parentId} any more.` }
      : rebased(parent, record, now)
  if (parent !== undefined && !(await commitParent(tools, parent, found))) return [recordPart]
  const outcome = `${parentId} goes on with what was deployed meanwhile.`
  await commitNext(
    tools,
    child,
    found.kind === 'void' ? makeVoid(record, now, found.sentence) : succeed(record, now, outcome),
  )
  if (found.kind !== 'void') await tools.wakeups.wake([{ ...key, part: recordPart }])
  return []
}
