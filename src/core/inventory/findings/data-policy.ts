import type { Finding } from './finding.ts'
import type { ScopedFacts } from './token-facts.ts'

/** Namespaces under different data access policies: Akamai makes no new token for both. */
export const dataPolicy = ({ token, inventory }: ScopedFacts): readonly Finding[] => {
  const spaces = (inventory.namespaces ?? []).filter(({ name }) => name in token.scope.namespaces)
  const policies = new Set(spaces.flatMap((space) => space.restrictDataAccess ?? []))
  return policies.size < 2
    ? []
    : [
        {
          code: 'data-policies-differ',
          severity: 'important',
          token: token.name,
          sentence: `The namespaces of ${token.name} have different data access policies.`,
          reason: 'Akamai refuses a new token over such namespaces, so this one cannot be rotated as it is.',
          advice: 'Split it, or give the namespaces the same policy.',
          where: [...new Set(spaces.map((space) => `namespace ${space.name}`))],
        },
      ]
}
