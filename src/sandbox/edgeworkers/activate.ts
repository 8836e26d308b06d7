import type { AkamaiCall } from '../akamai/akamai-call.ts'
import { type Answer, json } from '../http/answer.ts'
import type { EdgeWorker } from '../world/world.ts'
import { activationQuota } from './activation-quota.ts'
import { isPending } from './change-status.ts'
import { badRequest, edgeWorkersProblem, notFound } from './edgeworkers-problem.ts'
import { lacking } from './find-edge-worker.ts'
import { type ChangeOrder, readChangeOrder } from './read-change-order.ts'
import { findVersion } from './resolve-bom.ts'
import { settle } from './settle.ts'
import { showChange } from './show-change.ts'
import { startChange } from './start-change.ts'

export const activate = (call: AkamaiCall, edgeWorker: EdgeWorker): Answer => {
  const order = readChangeOrder(call.body, 'activation')
  if (typeof order === 'string') return badRequest(order)
  return startActivation(call, edgeWorker, order, false)
}

/** Activates the version that was active before the present one, on that network. */
export const rollBack = (call: AkamaiCall, edgeWorker: EdgeWorker): Answer => {
  const order = readChangeOrder(call.body, 'rollback')
  if (typeof order === 'string') return badRequest(order)
  const live = edgeWorker.live[order.network]
  const present = live.at(-1)?.version
  const former = live.findLast((change) => change.version !== undefined && change.version !== present)
  if (present === undefined || former?.version === undefined) return badRequest('There is no version to roll back to')
  return startActivation(call, edgeWorker, { ...order, version: former.version }, true)
}

const startActivation = (call: AkamaiCall, edgeWorker: EdgeWorker, order: ChangeOrder, rollback: boolean): Answer => {
  const { account, now, world } = call
  const refusal = refusalOf(call, edgeWorker, order)
  if (refusal !== undefined) return refusal
  const quota = activationQuota(account, order.network, now)
  if (quota.left <= 0) {
    const detail = `Activation API rate limit exceeded for account ${account.accountId}`
    return edgeWorkersProblem(429, 'EW3101', detail, quota.headers)
  }
  account.spent.activations.push({ at: now, network: order.network })
  const by = call.client.user
  const change = startChange(account, edgeWorker, order, { kind: 'activation', by, now, nextId: world.nextId })
  call.record('activation.create', {
    edgeWorkerId: edgeWorker.id,
    version: order.version,
    network: order.network,
    activationId: change.id,
    ...(order.note === undefined ? {} : { note: order.note }),
    ...(rollback ? { rollback } : {}),
  })
  settle(world, now)
  const location = `/edgeworkers/v1/ids/${edgeWorker.id}/activations/${change.id}`
  const headers = { location, ...activationQuota(account, order.network, now).headers }
  return json(201, showChange(account, change, now), headers)
}

const refusalOf = (call: AkamaiCall, edgeWorker: EdgeWorker, order: ChangeOrder): Answer | undefined => {
  if (!call.client.networks.includes(order.network)) {
    return edgeWorkersProblem(403, 'EW0013', `You don't have permission to activate on ${order.network}.`)
  }
  const forbidden = lacking(call, edgeWorker, 'ACTIVATE')
  if (forbidden !== undefined) return forbidden
  if (findVersion(edgeWorker, order.version) === undefined) return notFound('version')
  const under = edgeWorker.changes.find(
    (change) => change.version === order.version && change.network === order.network && isPending(change, call.now),
  )
  if (under?.kind === 'activation') {
    const detail = `This version is already being activated on ${order.network.toLowerCase()}`
    return edgeWorkersProblem(400, 'EW1021', detail)
  }
  if (under === undefined) return undefined
  return edgeWorkersProblem(400, 'EW1031', `This version is being deactivated on ${order.network.toLowerCase()}`)
}
