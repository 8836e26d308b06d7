import { type AkamaiCall, param } from '../akamai/akamai-call.ts'
import { type Answer, json } from '../http/answer.ts'
import type { AccessGroup, EdgeWorker } from '../world/world.ts'
import { edgeWorkersProblem, notFound } from './edgeworkers-problem.ts'
import { resourceTiers } from './resource-tiers.ts'

const capabilities = ['VIEW', 'EDIT', 'VIEW_VERSION', 'CREATE_VERSION', 'VIEW_ACTIVATION', 'ACTIVATE']

const showGroup = (group: AccessGroup) => ({
  groupId: group.groupId,
  groupName: group.groupName,
  capabilities: capabilities.filter((capability) => !group.withoutCapabilities.includes(capability)),
})

export const listGroups = (call: AkamaiCall): Answer =>
  json(200, { groups: call.account.groups.filter((group) => group.visible).map(showGroup) })

export const getGroup = (call: AkamaiCall): Answer => {
  const found = call.account.groups.find((group) => group.visible && String(group.groupId) === param(call, 'groupId'))
  if (found !== undefined) return json(200, showGroup(found))
  return edgeWorkersProblem(403, 'EW0011', `You don't have permission to access group ${param(call, 'groupId')}.`)
}

export const listContracts = (call: AkamaiCall): Answer => json(200, { contractIds: call.account.contracts })

export const listLimits = (call: AkamaiCall): Answer => {
  const { quotas } = call.account.settings
  const rows: readonly (readonly [string, string, number])[] = [
    ['ew-id-per-account-limit', 'Maximum number of EdgeWorker IDs per account', quotas.edgeWorkers],
    ['version-per-ew-id-limit', 'Maximum number of versions per EdgeWorker ID', quotas.versionsPerEdgeWorker],
    [
      'activation-per-network-per-minute-limit',
      'Maximum number of activations each minute on a network per account',
      quotas.activationsPerMinute,
    ],
    ['activation-per-day-limit', 'Maximum number of activations each day per account', quotas.activationsPerDay],
  ]
  return json(200, { limits: rows.map(([limitId, limitName, limitValue]) => ({ limitId, limitName, limitValue })) })
}

export const listResourceTiers = (call: AkamaiCall): Answer => {
  const contract = call.query.get('contractId')
  if (contract !== null && !call.account.contracts.includes(contract)) return notFound('contract')
  return json(200, { resourceTiers })
}

export const getResourceTier = (_call: AkamaiCall, edgeWorker: EdgeWorker): Answer => {
  const tier = resourceTiers.find((known) => known.resourceTierId === edgeWorker.resourceTierId)
  return tier === undefined ? notFound('resource tier') : json(200, tier)
}

export const listProperties = (call: AkamaiCall, edgeWorker: EdgeWorker): Answer => {
  const activeOnly = call.query.get('activeOnly') === 'true'
  const found = edgeWorker.properties.filter(
    (property) => !activeOnly || property.stagingVersion !== null || property.productionVersion !== null,
  )
  return json(200, { properties: found, limitedAccessToProperties: edgeWorker.limitedAccessToProperties })
}
