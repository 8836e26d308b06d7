import type { Revision } from '../ports/edge-workers.ts'
import type { Network } from '../token/network.ts'
import { timeOf } from './live-revision.ts'

/** A revision of a parent that does not run any more. */
export interface FormerRevision {
  readonly revision: Revision
  /** When the next one took its place, ms UTC. */
  readonly replacedAt: number
}

/**
 * What a parent ran on a network at any time since then and does not now: its version may be the same, with other children
 * inside. Pure.
 */
export const latelyInside = (
  revisions: readonly Revision[],
  network: Network,
  since: number,
): readonly FormerRevision[] => {
  const ran = revisions
    .filter((one) => one.network === network && one.status === 'COMPLETE')
    .toSorted((a, b) => timeOf(b) - timeOf(a))
  return ran.slice(1).flatMap((revision, index) => {
    const replacedAt = ran.slice(index, index + 1).map(timeOf)[0] ?? 0
    return replacedAt >= since ? [{ revision, replacedAt }] : []
  })
}
