import type { Finding } from './finding.ts'
import type { ScopedFacts } from './token-facts.ts'

/** One token for staging and production alike. */
export const oneNetwork = ({ token }: ScopedFacts): readonly Finding[] =>
  token.scope.networks.length < 2
    ? []
    : [
        {
          code: 'both-networks',
          severity: 'advice',
          token: token.name,
          sentence: `${token.name} is allowed on staging and on production.`,
          reason: 'With a token for each environment, what is tried out on staging cannot touch live data.',
          advice: 'Make one for each, in one request: /edgekv create token NAME … --pair.',
          where: [],
        },
      ]
