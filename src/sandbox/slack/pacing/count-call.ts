import type { World } from '../world/world.ts'

const minute = 60_000

/**
 * Counts one call against `perMinute`, over a sliding minute of wall time. Answers with the seconds to wait when it is
 * one too many; a refused call does not count.
 */
export const countCall = (world: World, key: string, perMinute: number): number | undefined => {
  const now = Date.now()
  const recent = (world.state.calls.get(key) ?? []).filter((at) => at > now - minute)
  const [oldest] = recent
  if (recent.length >= perMinute) return Math.max(1, Math.ceil(((oldest ?? now) + minute - now) / 1000))
  world.state.calls.set(key, [...recent, now])
  return undefined
}
