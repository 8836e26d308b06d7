import { edgeWorkerUsing, refreshingToken, smallWorld } from '../../../src/sandbox/world/small-world.ts'
import type { WorldSeed } from '../../../src/sandbox/world/world-types.ts'

export interface Pace {
  readonly activationMs: number
  readonly edgeLagMs: number
  readonly tokenMs: number
}

/** How long things take at Akamai, in virtual time. */
export const usualPace: Pace = { activationMs: 20_000, edgeLagMs: 40_000, tokenMs: 5_000 }

/** Everything at once: nothing of a rotation waits for a time. */
export const noWait: Pace = { activationMs: 0, edgeLagMs: 0, tokenMs: 0 }

/** mkt_token1, used by so many EdgeWorkers on both networks. */
export const crashSeed = (edgeWorkers: readonly number[], pace: Pace): WorldSeed =>
  smallWorld({
    settings: {
      activationMs: { STAGING: pace.activationMs, PRODUCTION: pace.activationMs },
      edgeLagMs: pace.edgeLagMs,
      tokenMs: pace.tokenMs,
    },
    tokens: [refreshingToken('mkt_token1')],
    edgeWorkers: edgeWorkers.map((id) => edgeWorkerUsing({ id, token: 'mkt_token1' })),
  })
