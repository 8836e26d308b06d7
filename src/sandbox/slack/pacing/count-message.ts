import type { World } from '../world/world.ts'

/**
 * Counts one message to a channel: one per interval, after a short burst. Answers with the seconds to wait when it comes
 * too soon; a refused message does not count.
 */
export const countMessage = (world: World, channel: string): number | undefined => {
  const { messageIntervalMs, messageBurst } = world.state.settings
  const key = `message:${channel}`
  const now = Date.now()
  const [due = now] = world.state.calls.get(key) ?? []
  const wait = due - messageBurst * messageIntervalMs - now
  if (wait > 0) return Math.max(1, Math.ceil(wait / 1000))
  world.state.calls.set(key, [Math.max(now, due) + messageIntervalMs])
  return undefined
}
