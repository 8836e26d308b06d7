import type { Dependency } from '../bundle/bundle-contents.ts'
import type { Account, Bom, EdgeWorker, Network, Version } from '../world/world.ts'

export const findVersion = (edgeWorker: EdgeWorker | undefined, version: string): Version | undefined =>
  edgeWorker?.versions.find((known) => known.version === version)

/** Which versions a version would run with on this network now; undefined when a child is not there. */
export const resolveBom = (
  account: Account,
  edgeWorkerId: number,
  version: string,
  network: Network,
): Bom | undefined => {
  const found = findVersion(account.edgeWorkers.get(edgeWorkerId), version)
  if (found === undefined) return undefined
  const dependencies: Record<string, Bom> = {}
  for (const dependency of found.contents.dependencies) {
    const child = resolveDependency(account, dependency, network)
    if (child === undefined) return undefined
    dependencies[dependency.alias] = child
  }
  return { edgeWorkerId, version, dependencies }
}

const resolveDependency = (account: Account, dependency: Dependency, network: Network): Bom | undefined => {
  const { edgeWorkerId, version } = dependency
  const child = account.edgeWorkers.get(edgeWorkerId)
  if (version === 'active') {
    const active = child?.live[network].at(-1)?.version
    return active === undefined ? undefined : resolveBom(account, edgeWorkerId, active, network)
  }
  if (!version.startsWith('revisionId:')) return resolveBom(account, edgeWorkerId, version, network)
  return child?.revisions.find((known) => known.revisionId === version.slice('revisionId:'.length))?.bom
}

/** The versions a BOM names, the parent's first. */
export const versionsOf = (account: Account, bom: Bom): Version[] => {
  const own = findVersion(account.edgeWorkers.get(bom.edgeWorkerId), bom.version)
  const children = Object.values(bom.dependencies).flatMap((child) => versionsOf(account, child))
  return own === undefined ? children : [own, ...children]
}

export const bomContains = (bom: Bom, edgeWorkerId: number): boolean =>
  Object.values(bom.dependencies).some(
    (child) => child.edgeWorkerId === edgeWorkerId || bomContains(child, edgeWorkerId),
  )
