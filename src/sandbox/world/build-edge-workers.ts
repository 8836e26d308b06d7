import { createHash } from 'node:crypto'
import { readContents } from '../bundle/read-contents.ts'
import { dayMs } from '../clock/dates.ts'
import { applyChange } from '../edgeworkers/settle.ts'
import { buildBundle, type Labels } from './build-bundle.ts'
import {
  type Account,
  type Change,
  type EdgeWorker,
  type Network,
  type NextId,
  networks,
  type Version,
} from './world.ts'
import type { FullEdgeWorkerSeed } from './world-types.ts'

const someBody = 'sample.person'

/** Adds the seeded EdgeWorkers and brings their versions on their networks, children before parents. */
export const addEdgeWorkers = (
  account: Account,
  seeds: readonly FullEdgeWorkerSeed[],
  labels: Labels,
  nextId: NextId,
  now: number,
): void => {
  for (const seed of seeds) account.edgeWorkers.set(seed.id, buildEdgeWorker(seed, labels, now))
  const isParent = (seed: FullEdgeWorkerSeed): boolean =>
    seed.versions.some((known) => known.dependencies !== undefined)
  for (const seed of [...seeds].sort((a, b) => Number(isParent(a)) - Number(isParent(b)))) {
    for (const network of networks) activateSeeded(account, seed, network, nextId, now)
  }
}

export const emptyEdgeWorker = (
  facts: Pick<EdgeWorker, 'id' | 'name' | 'groupId' | 'resourceTierId' | 'description' | 'createdBy' | 'createdAt'>,
): EdgeWorker => ({
  ...facts,
  modifiedBy: facts.createdBy,
  modifiedAt: facts.createdAt,
  sourceId: undefined,
  versions: [],
  burned: new Set(),
  changes: [],
  revisions: [],
  live: { STAGING: [], PRODUCTION: [] },
  properties: [],
  limitedAccessToProperties: false,
})

const buildEdgeWorker = (seed: FullEdgeWorkerSeed, labels: Labels, now: number): EdgeWorker => {
  const { id, name, groupId, resourceTierId, description } = seed
  const facts = { id, name, groupId, resourceTierId, description, createdBy: someBody, createdAt: now - 200 * dayMs }
  return {
    ...emptyEdgeWorker(facts),
    versions: seed.versions.map((version, index) =>
      makeVersion(buildBundle(version, labels), version.version, index + 1, someBody, now - (60 - index) * dayMs),
    ),
    properties: seed.properties.map((property, index) => ({
      ...property,
      propertyId: id * 100 + index,
      latestVersion: Math.max(property.stagingVersion ?? 1, property.productionVersion ?? 1),
    })),
    limitedAccessToProperties: seed.limitedAccessToProperties,
  }
}

export const makeVersion = (
  bytes: Uint8Array,
  version: string,
  sequence: number,
  createdBy: string,
  createdAt: number,
): Version => ({
  version,
  bytes,
  checksum: createHash('sha256').update(bytes).digest('hex'),
  sequence,
  createdBy,
  createdAt,
  contents: readContents(bytes),
})

const activateSeeded = (
  account: Account,
  seed: FullEdgeWorkerSeed,
  network: Network,
  nextId: NextId,
  now: number,
): void => {
  const version = seed.active[network]
  const edgeWorker = account.edgeWorkers.get(seed.id)
  if (version === undefined || edgeWorker === undefined) return
  const change: Change = {
    kind: 'activation',
    id: nextId.change++,
    edgeWorkerId: seed.id,
    version,
    network,
    note: undefined,
    createdBy: someBody,
    createdAt: now - 30 * dayMs,
    autoPin: true,
    lastsMs: 300_000,
    held: false,
    outcome: 'COMPLETE',
    cancelledAt: undefined,
  }
  edgeWorker.changes.push(change)
  applyChange(account, change)
}
