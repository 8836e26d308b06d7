import { childrenOf } from '../../inventory/child-moves.ts'
import { inParallel } from '../../inventory/in-parallel.ts'
import { isParent, runningRevision } from '../../inventory/live-revision.ts'
import { readContents } from '../../inventory/read-contents.ts'
import type { Target } from '../../request/part.ts'
import { isOut } from '../kin.ts'
import { candidateOf, targetsOf } from '../snapshot-parts.ts'
import { parentsEveryMs, pollEveryMs, pollStuckEveryMs, stuckAfterMs, waitingTellsEveryMs } from '../times.ts'
import { liveBearing, liveOn } from './live-version.ts'
import { movedBase } from './moved-base.ts'
import type { Step, StepContext, StepResult } from './step.ts'
import { verified } from './verify-target.ts'

type Context = StepContext<Target>
type Result = StepResult<Target>

/** Does the parent still run a version of this child with the old token inside? What cannot be read may. */
const isLagging = async (context: Context, parent: string): Promise<boolean> => {
  const { subject, record, snapshot, tools } = context
  const live = await liveOn(tools, parent, subject.network)
  if (live === undefined) return false
  const contents = await readContents(tools, record.account, parent, live.version)
  if (contents !== undefined && !isParent(contents)) return false
  const running = runningRevision(await tools.edgeWorkers.listRevisions(parent, { network: subject.network }), live)
  if (running === undefined) return true
  const bom = await tools.edgeWorkers.revisionBom(parent, running.revisionId)
  const inside = childrenOf(bom).filter((child) => child.edgeWorkerId === subject.edgeWorkerId)
  const bearings = await inParallel(inside, 1, (child) => liveBearing(tools, record, snapshot, child))
  return bearings.some((bearing) => bearing !== 'new' && bearing !== 'neither')
}

/** Parents that this very rotation will still activate. */
const isOnItsWay = ({ snapshot, subject }: Context, parent: string): boolean =>
  targetsOf(snapshot).some(
    (target) => target.edgeWorkerId === parent && target.network === subject.network && !isOut(target),
  )

const wait = (context: Context, lagging: readonly string[]): Result => {
  const { subject, tools } = context
  const now = tools.now()
  const byOthers = lagging.filter((parent) => !isOnItsWay(context, parent))
  const put: Target = { ...subject, state: 'waiting-for-parents', lagging }
  if (byOthers.length > 0 && now - (subject.toldAt ?? 0) >= waitingTellsEveryMs)
    return {
      kind: 'done',
      subject: { ...put, toldAt: now },
      owed: [{ kind: 'notice', notice: 'waiting-for-parents', to: 'thread' }],
    }
  // Held or frozen, its own parents may take days.
  const ownEvery = now - (subject.since ?? now) < stuckAfterMs ? pollEveryMs : pollStuckEveryMs
  return { kind: 'wait', until: now + (byOthers.length > 0 ? parentsEveryMs : ownEvery), subject: put }
}

/** Looks whether every parent runs the new version of this child; until then the old token is still in use. */
export const awaitParents: Step<Target> = async (context) => {
  const { subject, snapshot, tools } = context
  const live = await liveOn(tools, subject.edgeWorkerId, subject.network)
  if (live === undefined || live.version !== candidateOf(snapshot, subject)?.version) return movedBase(context, live)
  const parents = subject.parents ?? []
  const lags = await inParallel(parents, 2, (parent) => isLagging(context, parent))
  const lagging = parents.filter((_, n) => lags[n])
  return lagging.length > 0 ? wait(context, lagging) : verified(subject, live.version)
}
