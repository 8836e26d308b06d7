import type { Finding } from './finding.ts'
import type { ScopedFacts } from './token-facts.ts'

/** A token for several namespaces, or used by the code of several access groups. */
export const onePurpose = ({ token, usages, inventory }: ScopedFacts): readonly Finding[] => {
  const spaces = Object.keys(token.scope.namespaces)
  const groupOf = new Map(inventory.edgeWorkers.map((one) => [one.id, one.groupId]))
  const groups = new Set(usages.map((usage) => groupOf.get(usage.edgeWorkerId)).filter((id) => id !== undefined))
  const parts = [
    ...(spaces.length > 1 ? [`opens ${spaces.length} namespaces (${spaces.join(', ')})`] : []),
    ...(groups.size > 1 ? [`is used by EdgeWorkers of ${groups.size} access groups`] : []),
  ]
  return parts.length === 0
    ? []
    : [
        {
          code: 'several-purposes',
          severity: 'advice',
          token: token.name,
          sentence: `${token.name} ${parts.join(' and ')}.`,
          reason: 'A token with one purpose can be replaced without asking everybody, and opens less when it leaks.',
          advice: 'Split it: one token for each purpose.',
          where: [],
        },
      ]
}
