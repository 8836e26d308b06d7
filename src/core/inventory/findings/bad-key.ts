import type { Finding } from './finding.ts'
import { placesOf } from './place-of.ts'
import type { TokenFacts } from './token-facts.ts'

/** Entries whose key lacks `namespace-`: the helper library does not find them. */
export const badKey = ({ token, usages }: TokenFacts): readonly Finding[] => {
  const bad = usages.filter((usage) => !usage.key.startsWith('namespace-'))
  return bad.length === 0
    ? []
    : [
        {
          code: 'key-without-namespace',
          severity: 'critical',
          token: token.name,
          sentence: `The entry ${bad[0]?.key} of ${token.name} has no namespace- before its namespace.`,
          reason: 'The helper library looks for namespace-<name> alone; Akamai’s command line writes the other form.',
          advice: `Rewrite it: /edgekv rotate ${token.name} --fix-keys.`,
          where: placesOf(bad),
        },
      ]
}
