import { generationOf } from '../../token/token.ts'
import { deathOf } from '../../token/token-dates.ts'
import type { Finding } from './finding.ts'
import { placesOf } from './place-of.ts'
import type { TokenFacts } from './token-facts.ts'

/** It may have died since it was listed. */
const isDead = (token: TokenFacts['token'], now: number): boolean =>
  token.expired || (generationOf(token) === 'expiring' && deathOf(token.expiry) <= now)

/** An expired token in an active bundle: every call of that code to EdgeKV fails. */
export const deadInUse = ({ token, usages, now }: TokenFacts): readonly Finding[] =>
  isDead(token, now) && usages.length > 0
    ? [
        {
          code: 'dead-in-use',
          severity: 'critical',
          token: token.name,
          sentence: `${token.name} expired on ${token.expiry} and is still in active bundles.`,
          reason: 'EdgeKV answers 401 to them; most code hides that behind default values.',
          advice: `Rotate it now: /edgekv rotate ${token.name}.`,
          where: placesOf(usages),
        },
      ]
    : []
