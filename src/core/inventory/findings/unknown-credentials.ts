import type { Usage } from '../inventory.ts'
import { usageIndex } from '../usages-of-token.ts'
import type { Finding } from './finding.ts'
import { placesOf } from './place-of.ts'
import type { AccountFacts } from './token-facts.ts'

const ofNobody = ({ inventory }: AccountFacts): readonly Usage[] => {
  const usagesOf = usageIndex(inventory.usages)
  const known = new Set(inventory.tokens.flatMap((token) => usagesOf(token)))
  return inventory.usages.filter((usage) => !known.has(usage))
}

const isNamed = ({ uuid, fingerprint }: Usage): boolean => uuid !== undefined || fingerprint !== undefined

/** References and values in active bundles that are no listed token's: revoked, expired long ago, or another account's. */
export const unknownCredentials = (facts: AccountFacts): readonly Finding[] =>
  [...Map.groupBy(ofNobody(facts).filter(isNamed), (usage) => usage.uuid ?? usage.fingerprint)].flatMap(
    ([, usages]) => {
      const [first] = usages
      if (first === undefined) return []
      const what = first.kind === 'reference' ? `The reference ${first.uuid}` : 'The value'
      return [
        {
          code: first.kind === 'reference' ? 'unknown-reference' : 'unknown-value',
          severity: 'critical',
          ...(first.tokenName === '' ? {} : { token: first.tokenName }),
          sentence: `${what} under the name ${first.tokenName || '(none)'} belongs to no token that Akamai lists.`,
          reason: 'A revoked or unknown token gets 401 from EdgeKV.',
          advice: `Give the bundle a token that lives: /edgekv rotate ${first.tokenName || 'TOKEN'}.`,
          where: placesOf(usages),
        } satisfies Finding,
      ]
    },
  )
