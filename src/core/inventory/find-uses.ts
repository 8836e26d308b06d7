import type { Activation, EdgeWorker } from '../ports/edge-workers.ts'
import type { Network } from '../token/network.ts'
import { type Credential, containsCredential } from './credential.ts'
import { inParallel } from './in-parallel.ts'
import { type ReadingTools, readContents } from './read-contents.ts'

/** An active or pending version that still has the token. */
export interface Use {
  readonly edgeWorkerId: string
  readonly network: Network
  readonly version: string
  readonly status: 'active' | 'pending'
}

export interface UsesSeen {
  readonly uses: readonly Use[]
  /** Versions that could not be read: what they hold is unknown. */
  readonly unreadable: readonly Use[]
}

const pendingStatuses = ['PRESUBMIT', 'PENDING', 'IN_PROGRESS']

const rowsOf = async (
  tools: ReadingTools,
  edgeWorker: EdgeWorker,
  networks: readonly Network[],
): Promise<readonly Use[]> => {
  const active = await tools.edgeWorkers.activeActivations(edgeWorker.id)
  const all = await tools.edgeWorkers.listActivations(edgeWorker.id)
  const pending = all.filter((activation) => pendingStatuses.includes(activation.status))
  const row =
    (status: Use['status']) =>
    (activation: Activation): Use => ({
      edgeWorkerId: edgeWorker.id,
      network: activation.network,
      version: activation.version,
      status,
    })
  return [...active.map(row('active')), ...pending.map(row('pending'))].filter((use) => networks.includes(use.network))
}

/**
 * Looks at every visible EdgeWorker's active and pending versions, on the given networks, for any of the tokens.
 * Contents come from the store of bundles already read; what is live is asked anew.
 */
export const findUses = async (
  tools: ReadingTools,
  account: string,
  tokens: readonly Credential[],
  networks: readonly Network[],
): Promise<UsesSeen> => {
  const edgeWorkers = await tools.edgeWorkers.listEdgeWorkers()
  const rows = (await inParallel(edgeWorkers, 4, (one) => rowsOf(tools, one, networks))).flat()
  const seen = await inParallel(rows, 4, async (use) => {
    const contents = await readContents(tools, account, use.edgeWorkerId, use.version)
    if (contents === undefined) return 'unreadable'
    if (tokens.some((token) => containsCredential(contents, token))) return 'uses'
    return contents.isCut === true ? 'unreadable' : 'clean'
  })
  return {
    uses: rows.filter((_, index) => seen[index] === 'uses'),
    unreadable: rows.filter((_, index) => seen[index] === 'unreadable'),
  }
}
