import type { Activation } from '../ports/edge-workers.ts'
import type { Network } from '../token/network.ts'

/** An activation whose version is not live any more; `replacedAt`: when it was replaced at the latest, ms UTC. */
export interface LatelyLive {
  readonly activation: Activation
  readonly replacedAt: number
}

/** When its state changed last; one without a time is history. */
const endOf = ({ lastModifiedTime, createdTime }: Activation): number => {
  const at = Date.parse(lastModifiedTime ?? createdTime ?? '')
  return Number.isNaN(at) ? Number.NEGATIVE_INFINITY : at
}

const on = (
  network: Network,
  all: readonly Activation[],
  live: Activation | undefined,
  since: number,
): readonly LatelyLive[] => {
  const complete = all
    .filter((one) => one.network === network && one.status === 'COMPLETE')
    .toSorted((a, b) => endOf(b) - endOf(a))
  const recent = complete.filter((one) => endOf(one) >= since)
  const [newest] = recent
  if (newest === undefined) return []
  const before = complete.slice(recent.length, recent.length + 1)
  return [...recent, ...before]
    .filter(({ version }) => version !== live?.version)
    .map((activation) => ({ activation, replacedAt: endOf(newest) }))
}

/**
 * What was live on a network at any time since then and is not now: an edge may still serve it. Pure, from all
 * activations of one EdgeWorker and those that are live.
 */
export const latelyLive = (
  all: readonly Activation[],
  live: readonly Activation[],
  since: number,
): readonly LatelyLive[] =>
  (['STAGING', 'PRODUCTION'] as const).flatMap((network) =>
    on(
      network,
      all,
      live.find((one) => one.network === network),
      since,
    ),
  )
