import type { Finding } from './finding.ts'
import type { ScopedFacts } from './token-facts.ts'

/** The `default` namespace on production: Akamai means it for experiments. */
export const defaultNamespace = ({ token }: ScopedFacts): readonly Finding[] =>
  'default' in token.scope.namespaces && token.scope.networks.includes('PRODUCTION')
    ? [
        {
          code: 'default-on-production',
          severity: 'advice',
          token: token.name,
          sentence: `${token.name} opens the namespace default on production.`,
          reason: 'Every access group can use default; Akamai means it for experiments.',
          advice: 'Move the data to a namespace of its own.',
          where: [],
        },
      ]
    : []
