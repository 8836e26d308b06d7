import { findByCredential } from '../edgekv/token-state.ts'
import type { Account, EdgeWorker, Network } from '../world/world.ts'
import { failuresOf } from './credential-failure.ts'
import { servedOn, usesOf } from './edge-timeline.ts'

/** What EdgeKV would answer to one namespace's token now. */
export interface EdgeRead {
  readonly namespace: string
  readonly status: 200 | 401 | 403
  readonly reason: string | undefined
}

export interface EdgeReads {
  readonly version: string | undefined
  readonly reads: readonly EdgeRead[]
}

/** One read per namespace in the token file of what this edge serves now. */
export const readAtEdge = (account: Account, edgeWorker: EdgeWorker, network: Network, now: number): EdgeReads => {
  const served = servedOn(edgeWorker, network).find((known) => known.from <= now && now < known.to)
  if (served === undefined) return { version: undefined, reads: [] }
  const reads = usesOf(account, edgeWorker, network, served.live).map(({ entry, use }): EdgeRead => {
    const namespace = entry.key.slice('namespace-'.length)
    const failure = failuresOf(account, entry, use).find((known) => known.from <= now && now < known.to)
    if (failure !== undefined) return { namespace, status: 401, reason: failure.reason }
    const allowed = findByCredential(account, entry)?.permissions[namespace]?.includes('r') === true
    if (!allowed) return { namespace, status: 403, reason: 'namespace-not-allowed' }
    return { namespace, status: 200, reason: undefined }
  })
  return { version: served.live.version, reads }
}
