import type { Place } from '../core/people/destination.ts'
import type { Attempts } from '../core/ports/attempts.ts'
import type { Connector } from './connector.ts'
import { pathTo } from './ways.ts'

const isSame = (one: Place, other: Place): boolean =>
  one.conversation === other.conversation && one.message === other.message

/**
 * Somebody's client shows the post with this key at a place. A post whose answer was lost is found by that; one that was
 * posted again in the meantime stands there twice, and the older is taken away. Gives whether this one is to stay.
 */
export const createSighted =
  (attempts: Attempts, connector: Connector) =>
  async (key: string, place: Place, serviceUrl: string): Promise<boolean> => {
    const attempt = await attempts.find(key)
    if (attempt === undefined) return true
    if (attempt.again === undefined) {
      await attempts.see(key, place)
      return true
    }
    if (isSame(attempt.again, place) || attempt.again.conversation !== place.conversation) return true
    await connector({ serviceUrl, method: 'DELETE', path: pathTo(place.conversation, place.message) })
    return false
  }
export type Sighted = ReturnType<typeof createSighted>
