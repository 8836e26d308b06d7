import type { EdgeWorker } from '../ports/edge-workers.ts'
import type { BundleContents, ContentEntry } from './bundle-contents.ts'
import { inheritedEntries } from './inherited.ts'
import type { BundleProblem, InventoryEdgeWorker, Parent, Unread, Usage } from './inventory.ts'
import type { LiveBundle } from './live-bundle.ts'

const usageOf = (
  { activation }: LiveBundle,
  contents: BundleContents | undefined,
  { line: _line, name, ...entry }: ContentEntry,
): Usage => ({
  ...entry,
  edgeWorkerId: activation.edgeWorkerId,
  network: activation.network,
  version: activation.version,
  checksum: contents?.sha256 ?? '',
  tokenName: name,
  ...(contents === undefined ? {} : { writes: contents.writes }),
})

/** Children's entries inside of a parent: usages of that parent, never rewritten. */
const inheritedIn = (live: LiveBundle): readonly Usage[] => {
  const { revision } = live
  if (revision === undefined || revision === 'absent') return []
  const { revisionId } = revision
  return inheritedEntries(live).map(({ entry, child }) => ({
    ...usageOf(live, revision.contents, entry),
    inherited: { revisionId, ...(child === undefined ? {} : { child: child.edgeWorkerId }) },
  }))
}

export const usagesOf = (live: LiveBundle): readonly Usage[] => [
  ...(live.contents?.entries ?? []).map((entry) => usageOf(live, live.contents, entry)),
  ...inheritedIn(live),
]

const whereOf = ({ activation: { edgeWorkerId, version, network } }: LiveBundle): Unread => ({
  edgeWorkerId,
  version,
  network,
})

const isUnreadRevision = ({ revision }: LiveBundle): boolean =>
  revision !== undefined && (revision === 'absent' || (revision.contents?.isCut ?? revision.contents === undefined))

export const problemsOf = (live: LiveBundle): readonly BundleProblem[] => {
  const where = whereOf(live)
  if (live.contents === undefined)
    return [{ ...where, code: 'unreadable-bundle', message: 'The bundle cannot be read.' }]
  const own = live.contents.problems.map(({ code, path, line, message }) => ({
    ...where,
    code,
    message: `${path}:${line} ${message}`,
  }))
  if (!isUnreadRevision(live)) return own
  return [
    ...own,
    { ...where, code: 'unreadable-parent', message: 'What it runs together with its children cannot be read.' },
  ]
}

/** A live version whose contents are not known for sure. */
export const unreadOf = (live: LiveBundle): readonly Unread[] =>
  live.contents === undefined || live.contents.isCut === true || isUnreadRevision(live) ? [whereOf(live)] : []

export const parentOf = (live: LiveBundle): readonly Parent[] => {
  const { revision, activation } = live
  if (revision === undefined || revision === 'absent') return []
  const { revisionId, bom } = revision
  return [{ edgeWorkerId: activation.edgeWorkerId, network: activation.network, revisionId, bom }]
}

export const edgeWorkerOf = (edgeWorker: EdgeWorker, live: readonly LiveBundle[]): InventoryEdgeWorker => ({
  ...edgeWorker,
  active: Object.fromEntries(live.map(({ activation }) => [activation.network, activation.version])),
})
