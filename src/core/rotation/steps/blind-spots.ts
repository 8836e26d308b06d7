import type { UsesSeen } from '../../inventory/find-uses.ts'
import { hiddenNamespaces } from '../../plan/hidden-namespaces.ts'
import type { Remark } from '../../plan/plan.ts'
import type { ActionRecord } from '../../request/record.ts'
import { findingId } from './finding-id.ts'
import type { StepTools } from './step.ts'

const unreadable = ({ unreadable: uses }: UsesSeen): readonly Remark[] =>
  uses.map((use) => ({
    code: 'unreadable-bundle',
    sentence: `Version ${use.version} of EdgeWorker ${use.edgeWorkerId} on ${use.network} cannot be read.`,
    advice: 'Look at it by hand before you revoke anyway.',
    where: findingId(use),
  }))

const idOf = (spot: Remark): string => spot.where?.replace(/^(EdgeWorker|namespace) /, '') ?? ''

/** What the plan could not look at, looked at once more: somebody may have mended it. */
const stillBlind = async (tools: StepTools, { plan }: ActionRecord): Promise<readonly Remark[]> => {
  const visible = new Set((await tools.edgeWorkers.listEdgeWorkers()).map((one) => one.id))
  const hidden = await hiddenNamespaces(tools.edgeKv, plan.findings.oldScope)
  const kept: Remark[] = []
  for (const spot of plan.findings.blindSpots) {
    if (spot.code === 'unreadable-bundle') continue
    if (spot.code === 'hidden-namespace' && !hidden.includes(idOf(spot))) continue
    if (spot.code === 'hidden-edgeworker' && visible.has(idOf(spot))) continue
    if (spot.code === 'partial-properties' && !(await tools.edgeWorkers.listProperties(idOf(spot))).partial) continue
    kept.push(spot)
  }
  return kept
}

/** What the plan saw and this look does not: somebody may have taken it away, or only from this API client. */
const vanished = ({ plan }: ActionRecord, { edgeWorkerIds }: UsesSeen): readonly Remark[] => {
  const { binding, findings } = plan
  const known = new Set([
    ...binding.targets.map(({ edgeWorkerId }) => edgeWorkerId),
    ...(findings.oldScope?.edgeWorkerIds ?? []),
  ])
  const told = new Set(findings.blindSpots.map(({ where }) => where))
  return [...known]
    .filter((id) => !edgeWorkerIds.includes(id) && !told.has(`EdgeWorker ${id}`))
    .map((id) => ({
      code: 'hidden-edgeworker',
      sentence: `EdgeWorker ${id} is not listed for this API client any more.`,
      advice: 'Give the client its group again, or look at it by hand before you revoke anyway.',
      where: `EdgeWorker ${id}`,
    }))
}

/** What this look could not see: bundles that cannot be read, what was hidden from the plan and still is, and what is gone. */
export const blindSpotsNow = async (
  tools: StepTools,
  record: ActionRecord,
  seen: UsesSeen,
): Promise<readonly Remark[]> => {
  const wasBlind = record.plan.findings.blindSpots.length > 0
  return [...(wasBlind ? await stillBlind(tools, record) : []), ...unreadable(seen), ...vanished(record, seen)]
}
