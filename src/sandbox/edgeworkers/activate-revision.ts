import type { AkamaiCall } from '../akamai/akamai-call.ts'
import { isMap } from '../bundle/evaluate-token-file.ts'
import { timeOf } from '../clock/dates.ts'
import { type Answer, json } from '../http/answer.ts'
import { jsonOf } from '../http/json-of.ts'
import type { Bom, EdgeWorker, Revision } from '../world/world.ts'
import { badRequest, notFound } from './edgeworkers-problem.ts'
import { withRevision } from './revisions.ts'
import { goLive } from './settle.ts'

/** Brings an earlier revision back; in this sandbox at once. */
export const activateRevision = (call: AkamaiCall, edgeWorker: EdgeWorker): Answer => {
  const revisionId = revisionIdOf(call)
  const revision = edgeWorker.revisions.find((known) => known.revisionId === revisionId)
  if (revision === undefined) return notFound('revision')
  if (!call.client.networks.includes(revision.network)) return badRequest('The client may not act on this network')
  const change = edgeWorker.changes.find((known) => known.id === revision.activationId && known.kind === 'activation')
  if (change === undefined) return notFound('activation')
  goLive(call.account, edgeWorker, change, call.now, revision)
  const { network, version } = revision
  call.record('revision.activate', { edgeWorkerId: edgeWorker.id, revisionId: revision.revisionId, network, version })
  return json(200, showActivation(call, edgeWorker, revision))
}

export const listRevisionActivations = (call: AkamaiCall, edgeWorker: EdgeWorker): Answer => {
  const wanted = (name: string, value: string): boolean => (call.query.get(name) ?? value) === value
  const found = edgeWorker.revisions
    .filter((revision) => wanted('version', revision.version) && wanted('network', revision.network))
    .filter((revision) => wanted('activationId', String(revision.activationId)))
  return json(200, { revisionActivations: found.reverse().map((known) => showActivation(call, edgeWorker, known)) })
}

const showActivation = (call: AkamaiCall, edgeWorker: EdgeWorker, revision: Revision) => ({
  edgeWorkerId: edgeWorker.id,
  version: revision.version,
  activationId: revision.activationId,
  revisionId: revision.revisionId,
  accountId: call.account.accountId,
  status: 'COMPLETE',
  network: revision.network,
  ...(revision.createdBy === undefined ? {} : { createdBy: revision.createdBy }),
  createdTime: timeOf(revision.createdAt),
  lastModifiedTime: timeOf(revision.createdAt),
})

/** What differs between the revision in the path and the one in the body. */
export const compareRevisions = withRevision((call, edgeWorker, revision) => {
  const other = edgeWorker.revisions.find((known) => known.revisionId === revisionIdOf(call))
  if (other === undefined) return notFound('revision')
  const dependencies = Object.entries(revision.bom.dependencies).map(([alias, child]) => [
    alias,
    difference(child, other.bom.dependencies[alias]),
  ])
  return json(200, {
    edgeWorkerId: edgeWorker.id,
    version: revision.version,
    dependencies: Object.fromEntries(dependencies),
  })
})

const difference = (now: Bom, before: Bom | undefined) => {
  const { edgeWorkerId, version } = now
  if (before === undefined) return { edgeWorkerId, version, diff: 'ADDED' }
  if (before.version === version) return { edgeWorkerId, version, diff: 'UNCHANGED' }
  return { edgeWorkerId, version, previousVersion: before.version, diff: 'UPDATED' }
}

const revisionIdOf = (call: AkamaiCall): unknown => {
  const sent = jsonOf(call.body)
  return isMap(sent) ? sent['revisionId'] : undefined
}
