import { generationOf } from '../../token/token.ts'
import type { Finding } from './finding.ts'
import { placesOf } from './place-of.ts'
import type { TokenFacts } from './token-facts.ts'

/** A value that expires, in an account whose new tokens refresh themselves. */
export const couldRefreshItself = ({ token, usages, generation }: TokenFacts): readonly Finding[] =>
  generation === 'auto-refreshing' && generationOf(token) === 'expiring' && !token.expired && usages.length > 0
    ? [
        {
          code: 'value-still-used',
          severity: 'important',
          token: token.name,
          sentence: `${token.name} still expires, though this account issues tokens that refresh themselves.`,
          reason: 'A reference ends the chore: Akamai renews it, and no bundle has to change.',
          advice: `Migrate it, the last rotation that it needs: /edgekv migrate ${token.name}.`,
          where: placesOf(usages),
        },
      ]
    : []
