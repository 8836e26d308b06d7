import { generationOf } from '../../token/token.ts'
import { daysLeft } from '../../token/token-dates.ts'
import type { Finding } from './finding.ts'
import { placesOf } from './place-of.ts'
import type { TokenFacts } from './token-facts.ts'

const soonDays = 30

const whenText = (left: number): string => {
  if (left < 1) return 'today'
  return left === 1 ? 'tomorrow' : `in ${left} days`
}

/** A token in use that dies within a month: Akamai advises to replace it before. */
export const expiresSoon = ({ token, usages, now }: TokenFacts): readonly Finding[] => {
  if (generationOf(token) !== 'expiring' || token.expired || usages.length === 0) return []
  const left = daysLeft(token.expiry, now)
  if (left < 0 || left > soonDays) return []
  return [
    {
      code: 'expires-soon',
      severity: left <= 7 ? 'critical' : 'important',
      token: token.name,
      sentence: `${token.name} dies at the end of ${token.expiry}, ${whenText(left)}.`,
      reason: 'Replacing it takes approvals, two networks and a soak.',
      advice: `Rotate it: /edgekv rotate ${token.name}.`,
      where: placesOf(usages),
    },
  ]
}
