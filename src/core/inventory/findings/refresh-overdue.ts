import { generationOf } from '../../token/token.ts'
import { deathOf } from '../../token/token-dates.ts'
import type { Finding } from './finding.ts'
import { placesOf } from './place-of.ts'
import type { TokenFacts } from './token-facts.ts'

/** Akamai has not renewed it on the day that it announced. */
export const refreshOverdue = ({ token, usages, now }: TokenFacts): readonly Finding[] => {
  const next = token.nextScheduledRefreshDate
  if (generationOf(token) !== 'auto-refreshing' || next === undefined || !(deathOf(next) <= now)) return []
  return [
    {
      code: 'refresh-overdue',
      severity: 'critical',
      token: token.name,
      sentence: `The refresh of ${token.name} is overdue since ${next}.`,
      reason: 'Akamai renews it by itself on that day; until it does, nobody knows for how long it works.',
      advice: `Refresh it by hand: /edgekv refresh ${token.name}; if that fails, ask Akamai.`,
      where: placesOf(usages),
    },
  ]
}
