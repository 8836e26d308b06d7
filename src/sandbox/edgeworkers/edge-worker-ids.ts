import type { AkamaiCall } from '../akamai/akamai-call.ts'
import { timeOf } from '../clock/dates.ts'
import { type Answer, json, noContent } from '../http/answer.ts'
import { emptyEdgeWorker } from '../world/build-edge-workers.ts'
import type { EdgeWorker } from '../world/world.ts'
import { badRequest, edgeWorkersProblem } from './edgeworkers-problem.ts'
import { isVisible } from './find-edge-worker.ts'
import { inAll, perMinute } from './quota.ts'
import { readIdOrder } from './read-id-order.ts'

const show = (call: AkamaiCall, edgeWorker: EdgeWorker) => ({
  edgeWorkerId: edgeWorker.id,
  name: edgeWorker.name,
  accountId: call.account.accountId,
  groupId: edgeWorker.groupId,
  resourceTierId: edgeWorker.resourceTierId,
  ...(edgeWorker.sourceId === undefined ? {} : { sourceEdgeWorkerId: edgeWorker.sourceId }),
  ...(edgeWorker.description === undefined ? {} : { description: edgeWorker.description }),
  createdBy: edgeWorker.createdBy,
  createdTime: timeOf(edgeWorker.createdAt),
  lastModifiedBy: edgeWorker.modifiedBy,
  lastModifiedTime: timeOf(edgeWorker.modifiedAt),
})

export const listIds = (call: AkamaiCall): Answer => {
  const groupId = call.query.get('groupId')
  const tierId = call.query.get('resourceTierId')
  const found = [...call.account.edgeWorkers.values()]
    .filter((edgeWorker) => isVisible(call.account, edgeWorker))
    .filter((edgeWorker) => groupId === null || String(edgeWorker.groupId) === groupId)
    .filter((edgeWorker) => tierId === null || String(edgeWorker.resourceTierId) === tierId)
  return json(200, { edgeWorkerIds: found.map((edgeWorker) => show(call, edgeWorker)) })
}

export const getId = (call: AkamaiCall, edgeWorker: EdgeWorker): Answer => json(200, show(call, edgeWorker))

export const createId = (call: AkamaiCall): Answer => addId(call, undefined)

export const cloneId = (call: AkamaiCall, source: EdgeWorker): Answer => addId(call, source)

/** A clone is like its source, but for its tier: that must be said. */
const cloned = ({ name, groupId, description }: EdgeWorker) => ({ name, groupId, description })

const addId = (call: AkamaiCall, source: EdgeWorker | undefined): Answer => {
  const order = readIdOrder(call, source === undefined ? undefined : cloned(source))
  if (typeof order === 'string') return badRequest(order)
  const exceeded = quotaRefusal(call)
  if (exceeded !== undefined) return exceeded
  call.account.spent.ids.push(call.now)
  const facts = { ...order, id: call.world.nextId.edgeWorker++, createdBy: call.client.user, createdAt: call.now }
  const edgeWorker = {
    ...emptyEdgeWorker(facts),
    sourceId: source?.id,
  }
  call.account.edgeWorkers.set(edgeWorker.id, edgeWorker)
  call.record('edge-worker.create', { edgeWorkerId: edgeWorker.id, name: edgeWorker.name })
  return json(201, show(call, edgeWorker))
}

const quotaRefusal = (call: AkamaiCall): Answer | undefined => {
  const { quotas } = call.account.settings
  const minute = perMinute('RateLimit-Ew-Id-Per-Minute', quotas.idsPerMinute, call.account.spent.ids, call.now)
  if (minute.left <= 0)
    return edgeWorkersProblem(429, 'EW3101', 'EdgeWorker ID API rate limit exceeded', minute.headers)
  const all = inAll('Limit-Ew-Id-Per-Account', quotas.edgeWorkers, call.account.edgeWorkers.size)
  const detail = `EW ID limit reached for account ${call.account.accountId}`
  return all.left > 0 ? undefined : edgeWorkersProblem(422, 'EW3002', detail, all.headers)
}

export const changeId = (call: AkamaiCall, edgeWorker: EdgeWorker): Answer => {
  const order = readIdOrder(call, edgeWorker)
  if (typeof order === 'string') return badRequest(order)
  edgeWorker.name = order.name
  edgeWorker.groupId = order.groupId
  edgeWorker.description = order.description ?? edgeWorker.description
  edgeWorker.modifiedBy = call.client.user
  edgeWorker.modifiedAt = call.now
  call.record('edge-worker.change', { edgeWorkerId: edgeWorker.id, name: edgeWorker.name })
  return json(200, show(call, edgeWorker))
}

export const deleteId = (call: AkamaiCall, edgeWorker: EdgeWorker): Answer => {
  if (edgeWorker.versions.length > 0) return badRequest('An EdgeWorker ID with versions cannot be deleted')
  call.account.edgeWorkers.delete(edgeWorker.id)
  call.record('edge-worker.delete', { edgeWorkerId: edgeWorker.id })
  return noContent
}
