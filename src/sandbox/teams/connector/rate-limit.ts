import type { TeamsWorld } from '../world/world.ts'

/** What Teams takes of one bot in one conversation: so many in so many seconds. */
const windows: readonly (readonly [number, number])[] = [
  [7, 1],
  [8, 2],
  [60, 30],
  [1_800, 3_600],
]

/** Counts one message; the seconds to wait when it is one too many, which then does not count. */
export const takeTurn = (world: TeamsWorld, conversation: string): number | undefined => {
  if (!world.limits) return undefined
  const at = Date.now()
  const times = (world.sent.get(conversation) ?? []).filter((time) => at - time < 3_600_000)
  const full = windows.find(([most, seconds]) => times.filter((time) => at - time < seconds * 1_000).length >= most)
  if (full === undefined) world.sent.set(conversation, [...times, at])
  else world.refusedForRate += 1
  return full?.[1]
}
