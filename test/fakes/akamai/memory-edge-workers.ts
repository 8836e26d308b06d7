import { createHash } from 'node:crypto'
import type { EdgeWorkers } from '../../../src/core/ports/edge-workers.ts'
import { networks } from '../../../src/core/token/network.ts'
import { callsOf, failure, type Line } from './fate.ts'
import type { MemoryAkamai } from './memory-akamai.ts'
import { childIn, versionIn } from './text-in.ts'

const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex')

const deploying = (akamai: MemoryAkamai, line: Line): Pick<EdgeWorkers, 'uploadVersion' | 'activate'> => {
  const { act } = callsOf(line)
  const { deployments, versions, options } = akamai
  return {
    uploadVersion: (id, bytes) =>
      act((sender) => {
        const version = versionIn(bytes)
        const known = versions.get(id)
        if (known === undefined || known.has(version))
          throw Object.assign(failure(false), { who: 'stop', status: 409 } as const)
        options.onEffect({ ...sender, kind: 'upload', name: `${id} ${version}` }, akamai)
        known.set(version, bytes)
        return { version, checksum: sha256(bytes) }
      }),
    activate: ({ edgeWorkerId, network, version, note, autoPin = false }) =>
      act((sender) => {
        if (deployments.pending(edgeWorkerId, network).some((row) => row.version === version))
          return { kind: 'already-activating' } as const
        options.onEffect({ ...sender, kind: 'activate', name: `${edgeWorkerId} ${version}`, network, note }, akamai)
        const order = { edgeWorkerId, network, version, note, createdBy: 'bot' as const, pinned: autoPin }
        return { kind: 'accepted', activation: deployments.activation(deployments.add(order, options.activationMs)) }
      }),
  }
}

type Revisions = Pick<EdgeWorkers, 'listRevisions' | 'revisionBom' | 'downloadCombinedBundle'>

const revisions = (akamai: MemoryAkamai, line: Line): Revisions => {
  const { look } = callsOf(line)
  const { deployments, options } = akamai
  const all = (id: string) => networks.flatMap((network) => deployments.revisions(id, network))
  const found = (id: string, revisionId: string) => {
    const revision = all(id).find((one) => one.revisionId === revisionId)
    const child = revision === undefined ? undefined : childIn(akamai.bytesOf(id, revision.version))
    if (revision === undefined || child === undefined) throw failure(false)
    return { revision, child }
  }
  return {
    listRevisions: (id, filter = {}) =>
      look(() =>
        all(id)
          .filter((one) => (filter.network ?? one.network) === one.network)
          .filter((one) => filter.currentlyPinned !== true || one.pinned === true)
          .map(({ child: _child, at: _at, ...one }) => one),
      ),
    revisionBom: (id, revisionId) =>
      look(() => {
        const { revision, child } = found(id, revisionId)
        const kin = { edgeWorkerId: child, version: revision.child, dependencies: {} }
        return { edgeWorkerId: id, version: revision.version, dependencies: { kin } }
      }),
    downloadCombinedBundle: (id, revisionId) =>
      look(() => {
        const { revision, child } = found(id, revisionId)
        return options.combined(akamai.bytesOf(id, revision.version), akamai.bytesOf(child, revision.child))
      }),
  }
}

/** The EdgeWorkers API of an Akamai in memory, as one worker has it. */
export const memoryEdgeWorkers = (akamai: MemoryAkamai, line: Line): EdgeWorkers => {
  const { look } = callsOf(line)
  const { deployments, versions } = akamai
  return {
    ...deploying(akamai, line),
    ...revisions(akamai, line),
    listEdgeWorkers: () => look(() => [...versions.keys()].map((id) => ({ id, name: `ew ${id}` }))),
    listVersions: (id) =>
      look(() => [...(versions.get(id) ?? [])].map(([version, bytes]) => ({ version, checksum: sha256(bytes) }))),
    activeActivations: (id) =>
      look(() =>
        networks.flatMap((network) => {
          const row = deployments.live(id, network)
          return row === undefined ? [] : [deployments.activation(row)]
        }),
      ),
    listActivations: (id, filter = {}) =>
      look(() =>
        deployments
          .of(id)
          .filter((row) => (filter.network ?? row.network) === row.network)
          .filter((row) => (filter.version ?? row.version) === row.version)
          .map((row) => deployments.activation(row))
          .reverse(),
      ),
    getActivation: (_id, activationId) =>
      look(() => {
        const row = deployments.get(activationId)
        return row === undefined ? 'absent' : deployments.activation(row)
      }),
    listDeactivations: () => look(() => []),
    downloadBundle: (id, version) => look(() => akamai.bytesOf(id, version)),
    validateBundle: () => look(() => ({ errors: [], warnings: [] })),
    listProperties: () => look(() => ({ properties: [], partial: false })),
    listGroups: () => look(() => []),
    limits: () => look(() => []),
  }
}
