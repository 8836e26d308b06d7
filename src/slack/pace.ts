const most = 5_000

/** Forgets the oldest entries, so that a map of paces cannot grow for ever. */
const trim = (map: Map<string, number>): void => {
  for (const key of map.keys()) {
    if (map.size <= most) return
    map.delete(key)
  }
}

/**
 * At most one turn every `everyMs` for each key, on wall time. `take` gives the wait in ms until this caller's turn and
 * keeps that turn, or, if the wait would be over `patienceMs`, gives the wait and keeps nothing.
 */
export const createPace = (everyMs: number, patienceMs: number, now: () => number = Date.now) => {
  const next = new Map<string, number>()
  return {
    take(key: string): { readonly waitMs: number; readonly mine: boolean } {
      const at = now()
      const waitMs = Math.max(0, (next.get(key) ?? 0) - at)
      if (waitMs > patienceMs) return { waitMs, mine: false }
      next.delete(key)
      next.set(key, at + waitMs + everyMs)
      trim(next)
      return { waitMs, mine: true }
    },
  }
}

/** At most `burst` at once and `perMinute` after that. `take` gives 0 and takes one, or the wait in ms. */
export const createBudget = (burst: number, perMinute: number, now: () => number = Date.now) => {
  let left = burst
  let at = now()
  return {
    take(): number {
      const since = Math.max(0, now() - at)
      at = now()
      left = Math.min(burst, left + (since * perMinute) / 60_000)
      if (left < 1) return Math.ceil(((1 - left) * 60_000) / perMinute)
      left -= 1
      return 0
    },
  }
}
