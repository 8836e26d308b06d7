import { edgeWorkerUsing, refreshingToken, smallWorld } from '../../../src/sandbox/world/small-world.ts'
import type { EdgeWorkerSeed, WorldSeed } from '../../../src/sandbox/world/world-types.ts'

export interface Pace {
  readonly activationMs: number
  readonly edgeLagMs: number
  readonly tokenMs: number
}

/** How long things take at Akamai, in virtual time. */
export const usualPace: Pace = { activationMs: 20_000, edgeLagMs: 40_000, tokenMs: 5_000 }

/** Everything at once: nothing of a rotation waits for a time. */
export const noWait: Pace = { activationMs: 0, edgeLagMs: 0, tokenMs: 0 }

/** Who uses mkt_token1 on both networks, and how long things take there. */
export interface Cast {
  readonly edgeWorkers: readonly number[]
  /** By parent: the one of them that it runs inside. */
  readonly children: Readonly<Record<number, number>>
  readonly pace: Pace
}

const asParentOf = (child: number, own: EdgeWorkerSeed): EdgeWorkerSeed => {
  const dependencies = { child: { edgeWorkerId: child, version: 'active' } }
  return { ...own, versions: (own.versions ?? []).map((version) => ({ ...version, dependencies })) }
}

export const crashSeed = ({ edgeWorkers, children, pace }: Cast, version: string): WorldSeed =>
  smallWorld({
    settings: {
      activationMs: { STAGING: pace.activationMs, PRODUCTION: pace.activationMs },
      edgeLagMs: pace.edgeLagMs,
      tokenMs: pace.tokenMs,
    },
    tokens: [refreshingToken('mkt_token1')],
    edgeWorkers: edgeWorkers.map((id) => {
      const own = edgeWorkerUsing({ id, token: 'mkt_token1', version })
      const child = children[id]
      return child === undefined ? own : asParentOf(child, own)
    }),
  })
