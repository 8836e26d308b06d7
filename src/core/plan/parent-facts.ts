import { childMoves } from '../inventory/child-moves.ts'
import { inParallel } from '../inventory/in-parallel.ts'
import { isPinned } from '../inventory/is-pinned.ts'
import type { LiveBundle } from '../inventory/live-bundle.ts'
import { isParent } from '../inventory/live-revision.ts'
import { wouldRun } from '../inventory/would-run.ts'
import { familyOf } from './family.ts'
import type { Binding } from './plan.ts'
import type { BindingFacts, ParentFacts } from './plan-facts.ts'
import type { PlanTools } from './plan-tools.ts'

const movesOf = async (
  tools: PlanTools,
  account: string,
  { activation, revision }: LiveBundle,
): Promise<ParentFacts['moves']> => {
  if (revision === undefined || revision === 'absent') return 'unknown'
  const next = await wouldRun(tools, account, activation)
  return next === undefined ? 'unknown' : childMoves(revision.bom, next)
}

/** The parents that a plan has to do with, as they are now. */
export const parentFacts = async (
  tools: PlanTools,
  { scan, account }: BindingFacts,
  { targets }: Binding,
): Promise<readonly ParentFacts[]> => {
  const family = familyOf(scan, targets)
  const isTarget = ({ activation: { edgeWorkerId, network } }: LiveBundle): boolean =>
    targets.some((target) => target.edgeWorkerId === edgeWorkerId && target.network === network)
  const hasPart = ({ activation: { edgeWorkerId, network } }: LiveBundle): boolean =>
    family.some((one) => one.parent === edgeWorkerId && one.network === network)
  const parents = scan.live.filter((one) => isParent(one.contents) && (isTarget(one) || hasPart(one)))
  return inParallel(parents, 4, async (one) => {
    const { edgeWorkerId, network, version } = one.activation
    const own = isTarget(one)
    const pinned = await isPinned(tools.edgeWorkers, one.activation)
    return {
      edgeWorkerId,
      network,
      version,
      isTarget: own,
      pinned,
      moves: own ? await movesOf(tools, account, one) : [],
    }
  })
}
