import type { AkamaiCall } from '../akamai/akamai-call.ts'
import { type Answer, json } from '../http/answer.ts'
import type { EdgeWorker } from '../world/world.ts'
import { findChange } from './activations.ts'
import { isPending } from './change-status.ts'
import { badRequest, edgeWorkersProblem, notFound } from './edgeworkers-problem.ts'
import { type ChangeOrder, readChangeOrder } from './read-change-order.ts'
import { settle } from './settle.ts'
import { showChange } from './show-change.ts'
import { startChange } from './start-change.ts'

export const deactivate = (call: AkamaiCall, edgeWorker: EdgeWorker): Answer => {
  const order = readChangeOrder(call.body, 'deactivation')
  if (typeof order === 'string') return badRequest(order)
  const refusal = refusalOf(call, edgeWorker, order)
  if (refusal !== undefined) return refusal
  const facts = { kind: 'deactivation', by: call.client.user, now: call.now, nextId: call.world.nextId } as const
  const change = startChange(call.account, edgeWorker, order, facts)
  const { version, network } = order
  call.record('deactivation.create', { edgeWorkerId: edgeWorker.id, version, network })
  settle(call.world, call.now)
  return json(201, showChange(call.account, change, call.now))
}

const refusalOf = (call: AkamaiCall, edgeWorker: EdgeWorker, order: ChangeOrder): Answer | undefined => {
  const on = order.network.toLowerCase()
  if (!call.client.networks.includes(order.network)) {
    return edgeWorkersProblem(403, 'EW0013', `You don't have permission to act on ${order.network}.`)
  }
  const under = edgeWorker.changes.some(
    (change) =>
      change.kind === 'deactivation' &&
      change.version === order.version &&
      change.network === order.network &&
      isPending(change, call.now),
  )
  if (under) return edgeWorkersProblem(400, 'EW1031', `This version is being deactivated on ${on}`)
  if (edgeWorker.live[order.network].at(-1)?.version === order.version) return undefined
  return edgeWorkersProblem(400, 'EW1032', `This version is already deactivated on ${on}`)
}

export const listDeactivations = (call: AkamaiCall, edgeWorker: EdgeWorker): Answer => {
  const version = call.query.get('version')
  const found = edgeWorker.changes.filter(
    (change) => change.kind === 'deactivation' && (version === null || change.version === version),
  )
  return json(200, { deactivations: found.reverse().map((change) => showChange(call.account, change, call.now)) })
}

export const getDeactivation = (call: AkamaiCall, edgeWorker: EdgeWorker): Answer => {
  const change = findChange(call, edgeWorker, 'deactivation')
  return change === undefined ? notFound('deactivation') : json(200, showChange(call.account, change, call.now))
}
