import type { EdgeWorker } from '../ports/edge-workers.ts'
import type { BundleContents } from './bundle-contents.ts'
import type { BundleProblem, InventoryEdgeWorker, Parent, Unread, Usage } from './inventory.ts'
import type { LiveBundle } from './live-bundle.ts'

const usagesIn = ({ activation }: LiveBundle, contents: BundleContents | undefined): readonly Usage[] =>
  (contents?.entries ?? []).map(({ line: _line, name, ...entry }) => ({
    ...entry,
    edgeWorkerId: activation.edgeWorkerId,
    network: activation.network,
    version: activation.version,
    checksum: contents?.sha256 ?? '',
    tokenName: name,
    ...(contents === undefined ? {} : { writes: contents.writes }),
  }))

/** Where children stand inside of a combined bundle. */
const inChild = /^dependencies\/([^/]+)\//

/** Children's entries inside of a parent: usages of that parent, never rewritten. */
const inheritedIn = (live: LiveBundle): readonly Usage[] => {
  const { revision } = live
  if (revision === undefined || revision === 'absent') return []
  return usagesIn(live, revision.contents).flatMap((usage) => {
    const alias = inChild.exec(usage.path)?.[1]
    if (alias === undefined) return []
    const child = revision.bom.dependencies[alias]?.edgeWorkerId
    return [{ ...usage, inherited: { revisionId: revision.revisionId, ...(child === undefined ? {} : { child }) } }]
  })
}

export const usagesOf = (live: LiveBundle): readonly Usage[] => [...usagesIn(live, live.contents), ...inheritedIn(live)]

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
  const { revisionId, pinned, bom } = revision
  return [{ edgeWorkerId: activation.edgeWorkerId, network: activation.network, revisionId, pinned, bom }]
}

export const edgeWorkerOf = (edgeWorker: EdgeWorker, live: readonly LiveBundle[]): InventoryEdgeWorker => ({
  ...edgeWorker,
  active: Object.fromEntries(live.map(({ activation }) => [activation.network, activation.version])),
})
