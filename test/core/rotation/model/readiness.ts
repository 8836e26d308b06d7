import type { EdgeKv } from '../../../../src/core/ports/edge-kv.ts'
import type { EdgeWorkers } from '../../../../src/core/ports/edge-workers.ts'
import type { ActionRecord } from '../../../../src/core/request/record.ts'
import type { Readiness } from '../../../../src/core/rotation/engine-tools.ts'
import { liveOn } from '../../../../src/core/rotation/steps/live-version.ts'
import type { StepTools } from '../../../../src/core/rotation/steps/step.ts'
import { outsideFailureOf } from '../../../../src/core/token/outside-failure-of.ts'
import type { MemoryAkamai } from '../../../fakes/akamai/memory-akamai.ts'

const movedTokens = async ({ plan }: ActionRecord, edgeKv: EdgeKv): Promise<boolean> => {
  const { old, new: made = [], options } = plan.binding
  const isLost = old !== undefined && options.dead !== true && (await edgeKv.getToken(old.name)).kind !== 'found'
  const taken = await Promise.all(made.map(async ({ name }) => (await edgeKv.getToken(name)).kind === 'found'))
  return isLost || taken.includes(true)
}

const movedTargets = async ({ plan }: ActionRecord, tools: StepTools): Promise<boolean> => {
  const lives = await Promise.all(
    plan.binding.targets.map(({ edgeWorkerId, network }) => liveOn(tools, edgeWorkerId, network)),
  )
  return lives.some((live, n) => live?.version !== plan.binding.targets[n]?.baseVersion)
}

/** Whether the plan is not what it was, as the world itself knows. */
export const isMoved = ({ plan }: ActionRecord, { tokens, deployments }: MemoryAkamai): boolean => {
  const { old, new: made = [], options, targets } = plan.binding
  return (
    (old !== undefined && options.dead !== true && !tokens.has(old.name)) ||
    made.some(({ name }) => tokens.has(name)) ||
    targets.some((one) => deployments.live(one.edgeWorkerId, one.network)?.version !== one.baseVersion)
  )
}

/** What is checked before the first effect, read through the worker's own line. `mayVote`: by name. */
export const modelReadiness = async (
  record: ActionRecord,
  tools: StepTools & { readonly edgeWorkers: EdgeWorkers },
  mayVote: (name: string) => boolean,
): Promise<Readiness> => {
  const votes = record.votes.filter(({ kind, person }) => kind === 'approve' && mayVote(person.name))
  if (record.breakGlass !== true && votes.length < record.policy.approvals)
    return { kind: 'too-few-votes', sentence: 'There are too few votes now.', votes }
  // What a retry is about is looked at in its parent.
  if (record.parent !== undefined) return { kind: 'ready' }
  try {
    const moved = (await movedTargets(record, tools)) || (await movedTokens(record, tools.edgeKv))
    return moved ? { kind: 'moved', sentence: 'The plan has moved.' } : { kind: 'ready' }
  } catch (error) {
    if (outsideFailureOf(error) === undefined) throw error
    return { kind: 'unreadable', sentence: 'Akamai could not be read.' }
  }
}
