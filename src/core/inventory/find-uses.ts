import type { Activation, EdgeWorker } from '../ports/edge-workers.ts'
import type { Network } from '../token/network.ts'
import type { BundleContents } from './bundle-contents.ts'
import { type Credential, containsCredential } from './credential.ts'
import { inParallel } from './in-parallel.ts'
import { latelyLive } from './lately-live.ts'
import { combinedContents, isParent } from './live-revision.ts'
import { orHidden } from './or-hidden.ts'
import { type ReadingTools, readContents } from './read-contents.ts'

/** A version that still has the token: active, pending, or replaced so lately that an edge may still serve it. */
export interface Use {
  readonly edgeWorkerId: string
  readonly network: Network
  readonly version: string
  readonly status: 'active' | 'pending' | 'leaving'
}

export interface UsesSeen {
  readonly uses: readonly Use[]
  /** Versions that could not be read: what they hold is unknown. */
  readonly unreadable: readonly Use[]
  /** Replaced since `since`; one that cannot be read is among them. */
  readonly leaving: readonly Leaving[]
}

export interface Leaving {
  readonly use: Use
  /** Milliseconds UTC. */
  readonly replacedAt: number
}

const pendingStatuses = ['PRESUBMIT', 'PENDING', 'IN_PROGRESS']

/** `activation` absent: this API client may not see what is live there. */
interface Row {
  readonly use: Use
  readonly activation?: Activation
  readonly replacedAt?: number
}

const hiddenRow = (edgeWorker: EdgeWorker, network: Network): Row => ({
  use: { edgeWorkerId: edgeWorker.id, network, version: 'unknown', status: 'active' },
})

interface Where {
  readonly networks: readonly Network[]
  /** What was replaced since then still counts, as `leaving`. Milliseconds UTC. */
  readonly since: number
}

const rowsOf = async (
  tools: ReadingTools,
  edgeWorker: EdgeWorker,
  { networks, since }: Where,
): Promise<readonly Row[]> => {
  // Pending ones first: one that completes between the two answers is in both.
  const all = await orHidden(tools.edgeWorkers.listActivations(edgeWorker.id))
  const active = await orHidden(tools.edgeWorkers.activeActivations(edgeWorker.id))
  if (active === undefined || all === undefined) return networks.map((network) => hiddenRow(edgeWorker, network))
  const pending = all.filter((activation) => pendingStatuses.includes(activation.status))
  const row =
    (status: Use['status']) =>
    (activation: Activation): Row => ({
      activation,
      use: { edgeWorkerId: edgeWorker.id, network: activation.network, version: activation.version, status },
    })
  const leaving = latelyLive(all, active, since).map(({ activation, replacedAt }) => ({
    ...row('leaving')(activation),
    replacedAt,
  }))
  return [...active.map(row('active')), ...pending.map(row('pending')), ...leaving].filter(({ use }) =>
    networks.includes(use.network),
  )
}

type Seen = 'uses' | 'unreadable' | 'clean'

const judge = (contents: BundleContents | 'absent' | 'unreadable', tokens: readonly Credential[]): Seen => {
  if (contents === 'absent' || contents === 'unreadable') return 'unreadable'
  if (tokens.some((token) => containsCredential(contents, token))) return 'uses'
  return contents.isCut === true ? 'unreadable' : 'clean'
}

/** A parent also runs what its children were when its revision was made. A pending one has no revision yet. */
const look = async (
  tools: ReadingTools,
  account: string,
  tokens: readonly Credential[],
  { use, activation }: Row,
): Promise<Seen> => {
  if (activation === undefined) return 'unreadable'
  const contents = await orHidden(readContents(tools, account, use.edgeWorkerId, use.version))
  const own = judge(contents ?? 'unreadable', tokens)
  if (own !== 'clean' || use.status !== 'active' || !isParent(contents)) return own
  return judge(await combinedContents(tools, account, activation), tokens)
}

/**
 * Looks at every visible EdgeWorker's active, pending and lately replaced versions, and at what parents run of their children, on the
 * given networks, for any of the tokens. Contents come from the store of bundles already read; what is live is asked anew.
 */
export const findUses = async (
  tools: ReadingTools,
  account: string,
  tokens: readonly Credential[],
  where: Where,
): Promise<UsesSeen> => {
  const edgeWorkers = await tools.edgeWorkers.listEdgeWorkers()
  const rows = (await inParallel(edgeWorkers, 4, (one) => rowsOf(tools, one, where))).flat()
  const seen = await inParallel(rows, 4, (row) => look(tools, account, tokens, row))
  const usesThat = (wanted: Seen) =>
    rows.flatMap(({ use }, index) => (use.status !== 'leaving' && seen[index] === wanted ? [use] : []))
  const leaving = rows.flatMap(({ use, replacedAt }, index) =>
    replacedAt === undefined || seen[index] === 'clean' ? [] : [{ use, replacedAt }],
  )
  return { uses: usesThat('uses'), unreadable: usesThat('unreadable'), leaving }
}
