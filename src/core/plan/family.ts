import { childrenOf } from '../inventory/child-moves.ts'
import type { Scan } from '../inventory/scan.ts'
import type { Kinship, PlannedTarget } from './plan.ts'

/** Who runs the targets' code as a child, as the BOMs of the running revisions name it. */
export const familyOf = (scan: Scan, targets: readonly PlannedTarget[]): readonly Kinship[] =>
  scan.live.flatMap(({ activation: { edgeWorkerId: parent, network }, revision }) => {
    if (revision === undefined || revision === 'absent') return []
    const inside = childrenOf(revision.bom)
    return targets
      .filter((target) => target.network === network)
      .filter(({ edgeWorkerId: id, baseVersion }) =>
        inside.some((child) => child.edgeWorkerId === id && child.version === baseVersion),
      )
      .map(({ edgeWorkerId: child }) => ({ network, child, parent }))
  })
