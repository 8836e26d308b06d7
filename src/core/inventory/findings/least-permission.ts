import type { Usage } from '../inventory.ts'
import type { Finding } from './finding.ts'
import { placesOf } from './place-of.ts'
import type { ScopedFacts } from './token-facts.ts'

const isWritable = (rights: readonly string[]): boolean => rights.includes('w') || rights.includes('d')

/** Does any of the code write? What was read by an older version of the bot cannot tell. */
const writesOf = (usages: readonly Usage[]): 'yes' | 'no' | 'cannot tell' => {
  if (usages.some((usage) => usage.writes === 'yes')) return 'yes'
  return usages.length > 0 && usages.every((usage) => usage.writes === 'no') ? 'no' : 'cannot tell'
}

const reason = 'A token with the least rights does the least harm when it leaks.'

/** Rights to write or delete that the code does not use, as far as that can be told; or every right there is. */
export const leastPermission = ({ token, usages }: ScopedFacts): readonly Finding[] => {
  const spaces = Object.entries(token.scope.namespaces)
  const writable = spaces.filter(([, rights]) => isWritable(rights)).map(([name]) => name)
  if (writable.length === 0) return []
  const writes = writesOf(usages)
  if (writes === 'no')
    return [
      {
        code: 'rights-unused',
        severity: 'advice',
        token: token.name,
        sentence: `${token.name} may write to ${writable.join(', ')}, but the code that uses it only reads.`,
        reason,
        advice: `Rotate it with fewer rights: --namespace=${writable[0]}+r.`,
        where: placesOf(usages),
      },
    ]
  if (!spaces.every(([, rights]) => rights.length === 3)) return []
  const told =
    writes === 'yes' ? 'the code that uses it writes somewhere' : 'whether its code needs that cannot be told'
  return [
    {
      code: 'all-rights',
      severity: 'advice',
      token: token.name,
      sentence: `${token.name} may read, write and delete everywhere it is allowed; ${told}.`,
      reason,
      advice: 'Give each namespace only what its code needs, with --namespace=NAME+r.',
      where: placesOf(usages),
    },
  ]
}
