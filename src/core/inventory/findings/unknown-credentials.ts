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

/** What tells one credential from another; a reference without a uuid is some text that is none. */
const identityOf = ({ kind, uuid, fingerprint, tokenName }: Usage): string | undefined =>
  uuid ?? fingerprint ?? (kind === 'reference' ? `no uuid ${tokenName}` : undefined)

const named = ({ kind, uuid }: Usage): string => {
  if (kind === 'value') return 'The value'
  return uuid === undefined ? 'A reference that is no uuid' : `The reference ${uuid}`
}

/** References and values in active bundles that are no listed token's: revoked, expired long ago, or another account's. */
export const unknownCredentials = (facts: AccountFacts): readonly Finding[] =>
  [...Map.groupBy(ofNobody(facts), identityOf)].flatMap(([identity, usages]) => {
    const [first] = usages
    if (first === undefined || identity === undefined) return []
    return [
      {
        code: first.kind === 'reference' ? 'unknown-reference' : 'unknown-value',
        severity: 'critical',
        ...(first.tokenName === '' ? {} : { token: first.tokenName }),
        sentence: `${named(first)} under the name ${first.tokenName || '(none)'} belongs to no token that Akamai lists.`,
        reason: 'A revoked or unknown token gets 401 from EdgeKV.',
        advice: `Give the bundle a token that lives: /edgekv rotate ${first.tokenName || 'TOKEN'}.`,
        where: placesOf(usages),
      } satisfies Finding,
    ]
  })
