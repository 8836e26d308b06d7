import type { Finding } from './finding.ts'
import { placesOf } from './place-of.ts'
import type { TokenFacts } from './token-facts.ts'

const dayMs = 86_400_000
/** Akamai tells the day alone: one that began yesterday may be minutes old. */
const stuckAfterMs = 2 * dayMs

const isStuck = ({ token, now }: TokenFacts): boolean => {
  const begun = token.latestRefreshDate ?? token.issueDate
  return token.activationStatus === 'IN_PROGRESS' && (begun === undefined || Date.parse(begun) + stuckAfterMs <= now)
}

/** A token that Akamai could not activate, or has been activating for more than a day. */
export const activationTrouble = (facts: TokenFacts): readonly Finding[] => {
  const { token, usages } = facts
  const hasFailed = token.activationStatus === 'ERROR'
  if (!hasFailed && !isStuck(facts)) return []
  return [
    {
      code: hasFailed ? 'activation-failed' : 'activation-stuck',
      severity: 'critical',
      token: token.name,
      sentence: hasFailed
        ? `Akamai could not activate ${token.name}.`
        : `Akamai is still activating ${token.name}, since ${token.latestRefreshDate ?? token.issueDate ?? 'an unknown day'}.`,
      reason: 'EdgeKV refuses a token until its activation is complete.',
      advice:
        usages.length === 0
          ? `Revoke it and create another one: /edgekv revoke ${token.name}.`
          : `Refresh it (/edgekv refresh ${token.name}), and ask Akamai if that does not help.`,
      where: placesOf(usages),
    },
  ]
}
