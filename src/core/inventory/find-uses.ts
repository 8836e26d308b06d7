import type { Activation, EdgeWorker, Revision } from '../ports/edge-workers.ts'
import type { Network } from '../token/network.ts'
import type { BundleContents } from './bundle-contents.ts'
import { type Credential, containsCredential, mayContain } from './credential.ts'
import { inParallel } from './in-parallel.ts'
import { latelyInside } from './lately-inside.ts'
import { latelyLive, wasTakenOff } from './lately-live.ts'
import { isParent, readRevision, runningRevision } from './live-revision.ts'
import { orHidden } from './or-hidden.ts'
import { type ReadingTools, readContents } from './read-contents.ts'

/** A version that still has the token: active, pending, or replaced or taken off so lately that an edge may still serve it. */
export interface Use {
  readonly edgeWorkerId: string
  readonly network: Network
  readonly version: string
  readonly status: 'active' | 'pending' | 'leaving'
}

export interface UsesSeen {
  /** Those that were looked at. */
  readonly edgeWorkerIds: readonly string[]
  readonly uses: readonly Use[]
  /** Versions that could not be read: what they hold is unknown. */
  readonly unreadable: readonly Use[]
  /** Replaced or taken off since `since`; one that cannot be read is among them. */
  readonly leaving: readonly Leaving[]
}

export interface Leaving {
  readonly use: Use
  /** Milliseconds UTC. */
  readonly replacedAt: number
}

const isPending = ({ status }: Activation): boolean => ['PRESUBMIT', 'PENDING', 'IN_PROGRESS'].includes(status)

/** `activation`: of what runs. `isHidden`: this API client may not see what is live there. */
interface Row {
  readonly use: Use
  readonly activation?: Activation
  readonly replacedAt?: number
  readonly isHidden?: true
}

const hiddenRow = (edgeWorker: EdgeWorker, network: Network): Row => ({
  use: { edgeWorkerId: edgeWorker.id, network, version: 'unknown', status: 'active' },
  isHidden: true,
})

type Place = Pick<Use, 'network' | 'version'>

interface Where {
  readonly networks: readonly Network[]
  /** What was replaced or taken off since then still counts, as `leaving`. Milliseconds UTC; infinite: nothing. */
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
  const asksOff = Number.isFinite(since) && wasTakenOff({ all, live: active }, networks)
  const off = asksOff ? ((await orHidden(tools.edgeWorkers.listDeactivations(edgeWorker.id))) ?? []) : []
  const useOf = ({ network, version }: Place, status: Use['status']): Use => ({
    edgeWorkerId: edgeWorker.id,
    network,
    version,
    status,
  })
  const rows: readonly Row[] = [
    ...active.map((activation) => ({ use: useOf(activation, 'active'), activation })),
    ...all.filter(isPending).map((activation) => ({ use: useOf(activation, 'pending') })),
    ...latelyLive({ all, live: active, off }, since).map(({ replacedAt, ...one }) => ({
      use: useOf(one, 'leaving'),
      replacedAt,
    })),
  ]
  return rows.filter(({ use }) => networks.includes(use.network))
}

type Seen = 'uses' | 'unreadable' | 'clean'

interface SeenRow {
  readonly row: Row
  readonly seen: Seen
}

const judge = (contents: BundleContents | 'unreadable', tokens: readonly Credential[]): Seen => {
  if (contents === 'unreadable') return 'unreadable'
  if (tokens.some((token) => containsCredential(contents, token))) return 'uses'
  const isUnsure = contents.isCut === true || tokens.some((token) => mayContain(contents, token))
  return isUnsure ? 'unreadable' : 'clean'
}

/** What a version's own bundle holds. */
const look = async (
  tools: ReadingTools,
  account: string,
  tokens: readonly Credential[],
  { use, isHidden }: Row,
): Promise<Seen> => {
  if (isHidden === true) return 'unreadable'
  const contents = await orHidden(readContents(tools, account, use.edgeWorkerId, use.version))
  return judge(contents ?? 'unreadable', tokens)
}

/** Children inside of a version: what runs now, where it is live, and what ran until lately. A pending one has no revision yet. */
const lookInside = async (
  tools: ReadingTools,
  account: string,
  tokens: readonly Credential[],
  { row, since }: { readonly row: Row; readonly since: number },
): Promise<readonly SeenRow[]> => {
  const { use, activation, replacedAt: offAt } = row
  const { edgeWorkerId, network, version } = use
  if (activation === undefined && offAt === undefined) return []
  if (!isParent(await orHidden(readContents(tools, account, edgeWorkerId, version)))) return []
  const read = async ({ revisionId }: Revision) =>
    judge((await readRevision(tools, account, edgeWorkerId, revisionId)) ?? 'unreadable', tokens)
  const revisions = await tools.edgeWorkers.listRevisions(edgeWorkerId, { network })
  const running = activation === undefined ? undefined : runningRevision(revisions, activation)
  const former = latelyInside(revisions, network, since).filter(
    ({ revision }) => revision.version === version && revision !== running,
  )
  const before = await inParallel(former, 2, async ({ revision, replacedAt }) => ({
    row: { use: { ...use, status: 'leaving' as const }, replacedAt },
    seen: await read(revision),
  }))
  if (activation === undefined) return before
  return [{ row: { use }, seen: running === undefined ? 'unreadable' : await read(running) }, ...before]
}

/** Each finding once: a parent that has the token itself may have it inside too. */
const distinct = (uses: readonly Use[]): readonly Use[] => [
  ...new Map(uses.map((use) => [`${use.edgeWorkerId} ${use.network} ${use.version} ${use.status}`, use])).values(),
]

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
  const { since } = where
  const all = await inParallel(rows, 4, async (row): Promise<readonly SeenRow[]> => {
    const seen = await look(tools, account, tokens, row)
    return [{ row, seen }, ...(await lookInside(tools, account, tokens, { row, since }))]
  })
  const found = all.flat().filter(({ seen }) => seen !== 'clean')
  const those = (wanted: Seen) =>
    distinct(found.flatMap(({ row: { use }, seen }) => (use.status !== 'leaving' && seen === wanted ? [use] : [])))
  return {
    edgeWorkerIds: edgeWorkers.map(({ id }) => id),
    uses: those('uses'),
    unreadable: those('unreadable'),
    leaving: found.flatMap(({ row: { use, replacedAt } }) => (replacedAt === undefined ? [] : [{ use, replacedAt }])),
  }
}
