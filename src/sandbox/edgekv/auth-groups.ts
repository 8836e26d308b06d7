import { type AkamaiCall, param } from '../akamai/akamai-call.ts'
import { type Answer, json } from '../http/answer.ts'
import type { AccessGroup } from '../world/world.ts'
import { edgeKvProblem } from './edgekv-problem.ts'

const onBoth = ['READ_DATA', 'WRITE_DATA', 'DELETE_DATA', 'CREATE_NAMESPACE', 'MODIFY_NAMESPACE', 'DELETE_NAMESPACE']
const tokenRights = ['VIEW_TOKEN', 'CREATE_TOKEN', 'REVOKE_TOKEN']
const production = [...onBoth, 'VIEW_NAMESPACE', 'AUTHORIZE_NAMESPACE', ...tokenRights]
const staging = production.map((capability) => capability.replace('_', '_STAGING_'))

export const listAuthGroups = (call: AkamaiCall): Answer =>
  json(200, { groups: visibleGroups(call).map((group) => showGroup(call, group)) })

export const getAuthGroup = (call: AkamaiCall): Answer => {
  const found = visibleGroups(call).find((group) => String(group.groupId) === param(call, 'groupId'))
  if (found !== undefined) return json(200, showGroup(call, found))
  return edgeKvProblem(403, 'EKV_1000', `You do not have access to group ${param(call, 'groupId')}.`)
}

const visibleGroups = (call: AkamaiCall): AccessGroup[] => call.account.groups.filter((group) => group.visible)

const showGroup = (call: AkamaiCall, group: AccessGroup) => {
  const granted = call.client.networks.flatMap((network) => (network === 'STAGING' ? staging : production))
  return {
    groupId: group.groupId,
    groupName: group.groupName,
    capabilities: granted.filter((capability) => !group.withoutCapabilities.includes(capability)),
  }
}
