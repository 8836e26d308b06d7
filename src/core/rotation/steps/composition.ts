import { type ChildMove, childMoves } from '../../inventory/child-moves.ts'
import { isPinned } from '../../inventory/is-pinned.ts'
import { isParent, runningRevision } from '../../inventory/live-revision.ts'
import { readContents } from '../../inventory/read-contents.ts'
import { wouldRun } from '../../inventory/would-run.ts'
import type { Activation } from '../../ports/edge-workers.ts'
import type { Target } from '../../request/part.ts'
import { candidateOf, targetsOf } from '../snapshot-parts.ts'
import type { StepContext } from './step.ts'

type Context = StepContext<Target>

/** Does its bundle have children? What cannot be read has none that we know of. */
const isComposed = async ({ subject, record, tools }: Context, version: string): Promise<boolean> =>
  isParent(await readContents(tools, record.account, subject.edgeWorkerId, version))

/** A child that this rotation has brought on itself. */
const isOwn = ({ snapshot, subject }: Context, { edgeWorkerId, from, to }: ChildMove): boolean =>
  targetsOf(snapshot).some(
    (target) =>
      target.edgeWorkerId === edgeWorkerId &&
      target.network === subject.network &&
      target.baseVersion === from &&
      candidateOf(snapshot, target)?.version === to,
  )

/** What activating the parent now would bring that nobody approved; `unknown` when that cannot be told. */
export const otherChildren = async (context: Context, live: Activation): Promise<readonly ChildMove[] | 'unknown'> => {
  const { subject, record, tools } = context
  const { edgeWorkerId, network, baseVersion } = subject
  if (!(await isComposed(context, baseVersion))) return []
  const running = runningRevision(await tools.edgeWorkers.listRevisions(edgeWorkerId, { network }), live)
  if (running === undefined) return 'unknown'
  const now = await tools.edgeWorkers.revisionBom(edgeWorkerId, running.revisionId)
  const next = await wouldRun(tools, record.account, { edgeWorkerId, version: baseVersion, network })
  return next === undefined ? 'unknown' : childMoves(now, next).filter((move) => !isOwn(context, move))
}

/** A parent keeps its pinning: what is activated is pinned if what is live is. Others have none. */
export const pinningOf = async (
  context: Context,
  live: Activation | undefined,
): Promise<{ readonly autoPin?: boolean }> => {
  if (live === undefined || !(await isComposed(context, context.subject.baseVersion))) return {}
  return { autoPin: await isPinned(context.tools.edgeWorkers, live) }
}
