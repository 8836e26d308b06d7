import { networks } from '../../token/network.ts'
import type { Finding } from './finding.ts'
import { placesOf } from './place-of.ts'
import { isScoped, type TokenFacts } from './token-facts.ts'

const mayHoldIt = (facts: TokenFacts) => {
  const allowed = isScoped(facts) ? facts.token.scope.networks : networks
  const ids = isScoped(facts) ? facts.token.scope.edgeWorkerIds : []
  return (facts.inventory.unread ?? []).filter(
    (one) => allowed.includes(one.network) && (ids.length === 0 || ids.includes(one.edgeWorkerId)),
  )
}

/** No active bundle that was looked into uses it. Where some could not be, the finding says so. */
export const unused = (facts: TokenFacts): readonly Finding[] => {
  const { token, usages } = facts
  if (token.expired || usages.length > 0) return []
  const unseen = mayHoldIt(facts)
  return [
    {
      code: 'unused',
      severity: 'important',
      token: token.name,
      sentence:
        unseen.length === 0
          ? `No active bundle that the bot can see uses ${token.name}.`
          : `No active bundle that the bot can read uses ${token.name}; some cannot be read.`,
      reason: 'A token that nobody uses can only leak, and it counts against the account’s limit.',
      advice: `Ask its owner, then revoke it: /edgekv revoke ${token.name}. Groups that this API client cannot see were not looked at.`,
      where: placesOf(unseen),
    },
  ]
}
