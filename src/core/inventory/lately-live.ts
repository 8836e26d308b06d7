import type { Activation, Deactivation } from '../ports/edge-workers.ts'
import type { Network } from '../token/network.ts'

/** A version that is not live any more; `replacedAt`: when it was replaced or taken off at the latest, ms UTC. */
export interface LatelyLive {
  readonly network: Network
  readonly version: string
  readonly replacedAt: number
}

/** What is known of one EdgeWorker: all of its activations and deactivations, and what is live. */
export interface Past {
  readonly all: readonly Activation[]
  readonly live: readonly Activation[]
  readonly off: readonly Deactivation[]
}

type Change = Pick<Activation, 'network' | 'status' | 'version' | 'lastModifiedTime' | 'createdTime'>

/** When its state changed last; one without a time is history. */
const endOf = ({ lastModifiedTime, createdTime }: Change): number => {
  const at = Date.parse(lastModifiedTime ?? createdTime ?? '')
  return Number.isNaN(at) ? Number.NEGATIVE_INFINITY : at
}

const ended = <One extends Change>(changes: readonly One[], network: Network): readonly One[] =>
  changes.filter((one) => one.network === network && one.status === 'COMPLETE').toSorted((a, b) => endOf(b) - endOf(a))

const on = (network: Network, { all, live, off }: Past, since: number): readonly LatelyLive[] => {
  const complete = ended(all, network)
  const recent = complete.filter((one) => endOf(one) >= since)
  const takenOff = ended(off, network).filter((one) => endOf(one) >= since)
  if (recent.length + takenOff.length === 0) return []
  const replacedAt = Math.max(...[...recent, ...takenOff].map(endOf))
  const before = recent.length === 0 ? [] : complete.slice(recent.length, recent.length + 1)
  const now = live.find((one) => one.network === network)?.version
  const versions = new Set([...recent, ...before, ...takenOff].map(({ version }) => version))
  return [...versions].filter((version) => version !== now).map((version) => ({ network, version, replacedAt }))
}

/** Something was live where nothing is now: only deactivations tell since when. */
export const wasTakenOff = ({ all, live }: Omit<Past, 'off'>, networks: readonly Network[]): boolean =>
  networks.some(
    (network) => ended(all, network).length > 0 && !live.some((activation) => activation.network === network),
  )

/** What was live on a network at any time since then and is not now: an edge may still serve it. Pure. */
export const latelyLive = (past: Past, since: number): readonly LatelyLive[] =>
  (['STAGING', 'PRODUCTION'] as const).flatMap((network) => on(network, past, since))
