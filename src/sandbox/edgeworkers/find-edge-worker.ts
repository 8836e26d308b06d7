import { type AkamaiCall, param } from '../akamai/akamai-call.ts'
import type { Answer } from '../http/answer.ts'
import type { Account, EdgeWorker, Version } from '../world/world.ts'
import { edgeWorkersProblem, notFound } from './edgeworkers-problem.ts'
import { findVersion } from './resolve-bom.ts'

/** EdgeWorkers of a group that the API client cannot see do not exist for it. */
export const isVisible = (account: Account, edgeWorker: EdgeWorker): boolean =>
  account.groups.some((group) => group.groupId === edgeWorker.groupId && group.visible)

/** Lets the handler answer for the EdgeWorker in the path, or answers 404. */
export const withEdgeWorker =
  (handle: (call: AkamaiCall, edgeWorker: EdgeWorker) => Answer) =>
  (call: AkamaiCall): Answer => {
    const edgeWorker = call.account.edgeWorkers.get(Number(param(call, 'id')))
    if (edgeWorker === undefined || !isVisible(call.account, edgeWorker)) return notFound('EdgeWorker ID')
    return handle(call, edgeWorker)
  }

export const withVersion = (handle: (call: AkamaiCall, edgeWorker: EdgeWorker, version: Version) => Answer) =>
  withEdgeWorker((call, edgeWorker) => {
    const version = findVersion(edgeWorker, param(call, 'version'))
    return version === undefined ? notFound('version') : handle(call, edgeWorker, version)
  })

/** The refusal when the EdgeWorker's group does not grant this capability. */
export const lacking = (call: AkamaiCall, edgeWorker: EdgeWorker, capability: string): Answer | undefined => {
  const group = call.account.groups.find((known) => known.groupId === edgeWorker.groupId)
  if (!group?.withoutCapabilities.includes(capability)) return undefined
  return edgeWorkersProblem(403, 'EW0015', `You don't have the ${capability} permission for this EdgeWorker ID.`)
}
