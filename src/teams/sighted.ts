import type { Place } from '../core/people/destination.ts'
import type { Attempts } from '../core/ports/attempts.ts'
import type { Connector } from './connector.ts'
import { pathTo } from './ways.ts'

/** What the shown card carried: its record, and the key under which it was posted. */
interface Sight {
  readonly ref: string
  readonly key: string
}

const isSame = (one: Place, other: Place): boolean =>
  one.conversation === other.conversation && one.message === other.message

/**
 * Somebody's client shows the post with this key at a place, as the living message of a record that they may see. A post
 * whose answer was lost is found by that; one that was posted again in the meantime stands there twice, and the older is
 * taken away. What the client says is believed of this record and of the conversation it was posted to alone. Gives whether
 * the message is to stay.
 */
export const createSighted =
  (attempts: Attempts, connector: Connector) =>
  async ({ ref, key }: Sight, place: Place, serviceUrl: string): Promise<boolean> => {
    const attempt = await attempts.find(key)
    if (attempt?.ref !== ref || attempt.conversation !== place.conversation) return true
    if (attempt.again === undefined) {
      await attempts.see(key, place)
      return true
    }
    if (isSame(attempt.again, place)) return true
    await connector({ serviceUrl, method: 'DELETE', path: pathTo(place.conversation, place.message) })
    return false
  }
export type Sighted = ReturnType<typeof createSighted>
