import type { Bom, EdgeWorkers } from '../ports/edge-workers.ts'
import type { Network } from '../token/network.ts'
import type { ContentDependency } from './bundle-contents.ts'
import { inParallel } from './in-parallel.ts'
import { orHidden } from './or-hidden.ts'
import { type ReadingTools, readContents } from './read-contents.ts'

/** Deeper nesting than anybody builds; it also ends a circle. */
const deepest = 12

interface Asked {
  readonly edgeWorkerId: string
  readonly version: string
  readonly network: Network
}

const activeVersion = async (edgeWorkers: EdgeWorkers, id: string, network: Network): Promise<string | undefined> =>
  (await orHidden(edgeWorkers.activeActivations(id)))?.find((one) => one.network === network)?.version

const childOf = async (
  tools: ReadingTools,
  account: string,
  { edgeWorkerId, version }: ContentDependency,
  network: Network,
  depth: number,
): Promise<Bom | undefined> => {
  const revision = /^revisionId:(.+)$/.exec(version)?.[1]
  if (revision !== undefined) return orHidden(tools.edgeWorkers.revisionBom(edgeWorkerId, revision))
  const named = version === 'active' ? await activeVersion(tools.edgeWorkers, edgeWorkerId, network) : version
  if (named === undefined) return undefined
  return wouldRun(tools, account, { edgeWorkerId, version: named, network }, depth)
}

/**
 * What a version would run with, were it activated on the network now. Undefined when that cannot be told: a child is
 * not active there, is hidden from this API client, or cannot be read.
 */
export const wouldRun = async (
  tools: ReadingTools,
  account: string,
  { edgeWorkerId, version, network }: Asked,
  depth = deepest,
): Promise<Bom | undefined> => {
  if (depth === 0) return undefined
  const contents = await orHidden(readContents(tools, account, edgeWorkerId, version))
  if (contents === undefined) return undefined
  const named = Object.entries(contents.dependencies)
  const children = await inParallel(named, 2, ([, one]) => childOf(tools, account, one, network, depth - 1))
  const entries = named.flatMap(([alias], n) => {
    const child = children[n]
    return child === undefined ? [] : [[alias, child] as const]
  })
  return entries.length === named.length
    ? { edgeWorkerId, version, dependencies: Object.fromEntries(entries) }
    : undefined
}
