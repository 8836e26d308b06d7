import type { Finding } from './finding.ts'
import type { ScopedFacts } from './token-facts.ts'

/** Namespaces of the token whose access group this API client is not shown: others may use it there. */
export const hiddenNamespace = ({ token, inventory }: ScopedFacts): readonly Finding[] => {
  const { namespaces } = inventory
  if (namespaces === undefined) return []
  const shown = new Set(
    namespaces.filter(({ network }) => token.scope.networks.includes(network)).map(({ name }) => name),
  )
  const hidden = Object.keys(token.scope.namespaces).filter((name) => !shown.has(name))
  return hidden.length === 0
    ? []
    : [
        {
          code: 'hidden-namespace',
          severity: 'important',
          token: token.name,
          sentence: `This API client cannot see the access group of namespace ${hidden.join(', ')}, which ${token.name} opens.`,
          reason: 'EdgeWorkers of that group are not listed, so not every user of the token can be known or rewritten.',
          advice: 'Give the API client that access group, or ask its owners before anything is revoked.',
          where: hidden.map((name) => `namespace ${name}`),
        },
      ]
}
