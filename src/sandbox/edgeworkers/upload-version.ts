import type { AkamaiCall } from '../akamai/akamai-call.ts'
import { readContents } from '../bundle/read-contents.ts'
import { validateBundle } from '../bundle/validate-bundle.ts'
import { type Answer, json } from '../http/answer.ts'
import { makeVersion } from '../world/build-edge-workers.ts'
import type { Account, EdgeWorker } from '../world/world.ts'
import { badRequest, edgeWorkersProblem } from './edgeworkers-problem.ts'
import { lacking } from './find-edge-worker.ts'
import { inAll, perMinute, type QuotaUse } from './quota.ts'
import { findVersion } from './resolve-bom.ts'
import { showVersion } from './versions.ts'

/** A bundle with errors, a version that is there, and one that was deleted are refused. */
export const uploadVersion = (call: AkamaiCall, edgeWorker: EdgeWorker): Answer => {
  const { account, now } = call
  const forbidden = lacking(call, edgeWorker, 'CREATE_VERSION')
  if (forbidden !== undefined) return forbidden
  if (!call.contentType.startsWith('application/gzip')) return badRequest('The content type must be application/gzip')
  const exceeded = quotaRefusal(account, edgeWorker, now)
  if (exceeded !== undefined) return exceeded
  account.spent.uploads.push(now)
  const contents = readContents(call.body)
  const { errors } = validateBundle(account, call.body, contents, now)
  const first = errors[0]
  if (first !== undefined) return badRequest(`The code bundle is invalid: ${first.type}: ${first.message}`)
  const refused = versionRefusal(edgeWorker, contents.version ?? '')
  if (refused !== undefined) return badRequest(refused)
  const sequence = (edgeWorker.versions.at(-1)?.sequence ?? 0) + 1
  const version = makeVersion(call.body, contents.version ?? '', sequence, call.client.user, now)
  edgeWorker.versions.push(version)
  const { checksum } = version
  call.record('version.upload', { edgeWorkerId: edgeWorker.id, version: version.version, checksum })
  return json(201, showVersion(call, edgeWorker, version), uploads(account, now).headers)
}

const versionRefusal = (edgeWorker: EdgeWorker, version: string): string | undefined => {
  if (findVersion(edgeWorker, version) !== undefined) return `Version ${version} already exists`
  return edgeWorker.burned.has(version) ? `Version ${version} has been used before` : undefined
}

const uploads = (account: Account, now: number): QuotaUse =>
  perMinute('RateLimit-Version-Per-Minute', account.settings.quotas.uploadsPerMinute, account.spent.uploads, now)

const quotaRefusal = (account: Account, edgeWorker: EdgeWorker, now: number): Answer | undefined => {
  const minute = uploads(account, now)
  if (minute.left <= 0) {
    const detail = `Version API rate limit exceeded for account ${account.accountId}`
    return edgeWorkersProblem(429, 'EW3101', detail, minute.headers)
  }
  // Deleted versions count too; what Akamai does about them is not documented.
  const existing = edgeWorker.versions.length + edgeWorker.burned.size
  const all = inAll('Limit-Version-Per-Ew-Id', account.settings.quotas.versionsPerEdgeWorker, existing)
  if (all.left > 0) return undefined
  return edgeWorkersProblem(422, 'EW3002', `Version limit reached for EdgeWorker ID ${edgeWorker.id}`, all.headers)
}
