import type { Crossing } from './crossing.ts'
import type { Entry } from './entry.ts'
import type { Watched } from './watched.ts'

const dayMs = 86_400_000
const minuteMs = 60_000

/** The first digest at or after a moment. `digestAt`: minutes after 00:00 UTC. */
const nextDigest = (from: number, digestAt: number): number => {
  const today = Math.floor(from / dayMs) * dayMs + digestAt * minuteMs
  return today >= from ? today : today + dayMs
}

const isAtOnce = ({ kind }: Crossing, { usedOn }: Watched): boolean =>
  kind === 'scan-overdue' || ((kind === 'expired' || kind === 'revoked') && usedOn !== 'nowhere')

/** When a crossing is told: at the next digest from `base` on, at once if it is dead in use or would die before. */
export const dueOf = (
  crossing: Crossing,
  watched: Watched,
  base: number,
  digestAt: number,
): Pick<Entry, 'due' | 'how'> => {
  if (isAtOnce(crossing, watched)) return { due: base, how: 'at-once' }
  const digest = nextDigest(base, digestAt)
  const { life } = watched
  const tooLate = crossing.kind === 'expiring' && life.kind === 'expiring' && life.diesAt <= digest
  return tooLate ? { due: base, how: 'at-once' } : { due: digest, how: 'digest' }
}
