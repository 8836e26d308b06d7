import { type AkamaiCall, param } from '../akamai/akamai-call.ts'
import { type Answer, json } from '../http/answer.ts'
import type { Change, EdgeWorker } from '../world/world.ts'
import { statusOf } from './change-status.ts'
import { badRequest, edgeWorkersProblem, notFound } from './edgeworkers-problem.ts'
import { showChange } from './show-change.ts'

/** All of them, newest first; with `activeOnNetwork`, the ones that brought what is live. */
export const listActivations = (call: AkamaiCall, edgeWorker: EdgeWorker): Answer => {
  const version = call.query.get('version')
  const network = call.query.get('network')
  const activeOnly = call.query.get('activeOnNetwork') === 'true'
  const found = edgeWorker.changes
    .filter((change) => change.kind === 'activation')
    .filter((change) => version === null || change.version === version)
    .filter((change) => network === null || change.network === network)
    .filter((change) => !activeOnly || isActive(edgeWorker, change))
  return json(200, { activations: found.reverse().map((change) => showChange(call.account, change, call.now)) })
}

const isActive = (edgeWorker: EdgeWorker, change: Change): boolean => {
  const live = edgeWorker.live[change.network].at(-1)
  return live?.version !== undefined && live.changeId === change.id
}

export const getActivation = (call: AkamaiCall, edgeWorker: EdgeWorker): Answer => {
  const change = findChange(call, edgeWorker, 'activation')
  return change === undefined ? notFound('activation') : json(200, showChange(call.account, change, call.now))
}

/** Possible only before Akamai has begun. */
export const cancelActivation = (call: AkamaiCall, edgeWorker: EdgeWorker): Answer => {
  const change = findChange(call, edgeWorker, 'activation')
  if (change === undefined) return notFound('activation')
  if (!call.client.networks.includes(change.network)) {
    return edgeWorkersProblem(403, 'EW0013', `You don't have permission to act on ${change.network}.`)
  }
  const status = statusOf(change, call.now)
  if (status !== 'PRESUBMIT' && status !== 'PENDING') return badRequest(`An activation that is ${status} stays`)
  change.cancelledAt = call.now
  call.record('activation.cancel', {
    edgeWorkerId: edgeWorker.id,
    version: change.version,
    network: change.network,
    activationId: change.id,
  })
  return json(200, showChange(call.account, change, call.now))
}

export const findChange = (call: AkamaiCall, edgeWorker: EdgeWorker, kind: Change['kind']): Change | undefined =>
  edgeWorker.changes.find((change) => change.kind === kind && String(change.id) === param(call, 'changeId'))
