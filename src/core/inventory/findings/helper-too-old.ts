import type { Finding } from './finding.ts'
import { placeOf, placesOf } from './place-of.ts'
import type { TokenFacts } from './token-facts.ts'

/** A reference beside a helper library that cannot send it. */
export const helperTooOld = ({ token, usages, inventory }: TokenFacts): readonly Finding[] => {
  const old = new Set(inventory.problems.filter(({ code }) => code === 'helper-too-old').map(placeOf))
  const failing = usages.filter((usage) => usage.kind === 'reference' && old.has(placeOf(usage)))
  return failing.length === 0
    ? []
    : [
        {
          code: 'helper-too-old',
          severity: 'critical',
          token: token.name,
          sentence: `The helper library beside ${token.name} cannot send a reference.`,
          reason: 'References need edgekv.js 0.6.2 or newer; an older one sends nothing and gets 401.',
          advice: 'Put edgekv.js 0.6.2 or newer into the bundle and deploy it.',
          where: placesOf(failing),
        },
      ]
}
