import { type AkamaiCall, param } from '../akamai/akamai-call.ts'
import { timeOf } from '../clock/dates.ts'
import { type Answer, json, noContent, tarball } from '../http/answer.ts'
import { type EdgeWorker, networks, type Version } from '../world/world.ts'
import { isPending } from './change-status.ts'
import { badRequest, notFound } from './edgeworkers-problem.ts'
import { findVersion } from './resolve-bom.ts'

export const showVersion = (call: AkamaiCall, edgeWorker: EdgeWorker, version: Version) => ({
  edgeWorkerId: edgeWorker.id,
  version: version.version,
  accountId: call.account.accountId,
  checksum: version.checksum,
  sequenceNumber: version.sequence,
  createdBy: version.createdBy,
  createdTime: timeOf(version.createdAt),
})

export const listVersions = (call: AkamaiCall, edgeWorker: EdgeWorker): Answer =>
  json(200, { versions: edgeWorker.versions.map((version) => showVersion(call, edgeWorker, version)) })

export const getVersion = (call: AkamaiCall, edgeWorker: EdgeWorker, version: Version): Answer =>
  json(200, showVersion(call, edgeWorker, version))

export const downloadVersion = (_call: AkamaiCall, _edgeWorker: EdgeWorker, version: Version): Answer =>
  tarball(version.bytes)

/** Only what runs nowhere and is on its way nowhere; the version string is burned. */
export const deleteVersion = (call: AkamaiCall, edgeWorker: EdgeWorker): Answer => {
  const version = findVersion(edgeWorker, param(call, 'version'))
  if (version === undefined) return notFound('version')
  const active = networks.some((network) => edgeWorker.live[network].at(-1)?.version === version.version)
  const under = edgeWorker.changes.some((known) => known.version === version.version && isPending(known, call.now))
  if (active || under) return badRequest('An active version cannot be deleted')
  edgeWorker.versions.splice(edgeWorker.versions.indexOf(version), 1)
  edgeWorker.burned.add(version.version)
  call.record('version.delete', { edgeWorkerId: edgeWorker.id, version: version.version })
  return noContent
}
