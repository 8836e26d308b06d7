import type { Finding } from './finding.ts'
import { placesOf } from './place-of.ts'
import type { AccountFacts } from './token-facts.ts'

/** Active bundles that could not be read whole: that a token is not seen there proves nothing. */
export const unreadable = ({ inventory }: AccountFacts): readonly Finding[] => {
  const unread = inventory.unread ?? []
  return unread.length === 0
    ? []
    : [
        {
          code: 'unreadable-bundles',
          severity: 'important',
          sentence: `${unread.length === 1 ? 'One active bundle' : `${unread.length} active bundles`} could not be read whole.`,
          reason: 'Whatever token is in there is neither seen nor rotated.',
          advice: 'Look at them with the bundle inspect command, and mend them.',
          where: placesOf(unread),
        },
      ]
}
