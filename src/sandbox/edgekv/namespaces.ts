import { type AkamaiCall, param } from '../akamai/akamai-call.ts'
import { type Answer, json } from '../http/answer.ts'
import type { Account, Namespace } from '../world/world.ts'
import { badInput, edgeKvProblem } from './edgekv-problem.ts'

export const listNamespaces = (call: AkamaiCall): Answer => {
  const found = namespacesOf(call)
  if (found === undefined) return badInput('Network must be staging or production.')
  // The description says `on`, Akamai's command line sends `true`.
  const details = ['on', 'true'].includes(call.query.get('details') ?? '')
  return json(200, { namespaces: found.map((known) => (details ? showDetails(known) : { namespace: known.name })) })
}

export const getNamespace = (call: AkamaiCall): Answer => {
  const found = namespacesOf(call)?.find((known) => known.name === param(call, 'namespace'))
  if (found === undefined) return edgeKvProblem(400, 'EKV_9000', 'The requested namespace does not exist.')
  return json(200, showDetails(found))
}

const namespacesOf = (call: AkamaiCall): Namespace[] | undefined => {
  const network = param(call, 'network').toUpperCase()
  if (network !== 'STAGING' && network !== 'PRODUCTION') return undefined
  return call.account.namespaces.filter(
    (known) => known.networks.includes(network) && isVisible(call.account, known.groupId),
  )
}

/** Group 0 means any group of the contract. */
const isVisible = (account: Account, groupId: number): boolean =>
  groupId === 0 || account.groups.some((group) => group.groupId === groupId && group.visible)

const showDetails = (namespace: Namespace) => ({
  geoLocation: 'US',
  namespace: namespace.name,
  retentionInSeconds: 15_724_800,
  groupId: namespace.groupId,
  dataAccessPolicy: { restrictDataAccess: namespace.restrictDataAccess, policyType: 'inherited' },
})
