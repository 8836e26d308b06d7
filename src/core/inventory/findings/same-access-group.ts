import type { InventoryNamespace } from '../inventory.ts'
import type { Finding } from './finding.ts'
import type { ScopedFacts } from './token-facts.ts'

/** Who uses it; where nobody does yet, who is meant to. */
const usersOf = ({ token, usages }: ScopedFacts): ReadonlySet<string> =>
  new Set(usages.length > 0 ? usages.map((usage) => usage.edgeWorkerId) : token.scope.edgeWorkerIds)

const ofToken = ({ token, inventory }: ScopedFacts): readonly InventoryNamespace[] =>
  (inventory.namespaces ?? []).filter(
    ({ name, network }) => name in token.scope.namespaces && token.scope.networks.includes(network),
  )

/** A namespace that belongs to another access group than the EdgeWorkers that use it, or to every one. */
export const sameAccessGroup = (facts: ScopedFacts): readonly Finding[] => {
  const users = usersOf(facts)
  const edgeWorkers = facts.inventory.edgeWorkers.filter((one) => users.has(one.id) && one.groupId !== undefined)
  const spaces = ofToken(facts).filter((space) => space.groupId !== undefined && space.name !== 'default')
  const open = [...new Set(spaces.filter((space) => space.groupId === 0).map((space) => space.name))]
  const strange = edgeWorkers.filter((one) =>
    spaces.some((space) => space.groupId !== 0 && space.groupId !== one.groupId),
  )
  const reason = 'Whoever may change the EdgeWorker should be who may see the data: one access group for both.'
  const token = facts.token.name
  return [
    ...(strange.length === 0
      ? []
      : [
          {
            code: 'other-access-group',
            severity: 'advice' as const,
            token,
            sentence: `EdgeWorkers that use ${token} belong to another access group than its namespaces.`,
            reason,
            advice: 'Move the namespace or the EdgeWorker to the same access group in Control Center.',
            where: strange.map((one) => `EdgeWorker ${one.id} (${one.name})`),
          },
        ]),
    ...(open.length === 0
      ? []
      : [
          {
            code: 'namespace-of-every-group',
            severity: 'advice' as const,
            token,
            sentence: `The namespace ${open.join(', ')} of ${token} belongs to no access group, so every group may use it.`,
            reason,
            advice: 'Give the namespace the access group of its EdgeWorkers.',
            where: [],
          },
        ]),
  ]
}
