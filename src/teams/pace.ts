/** So many in so many milliseconds; a little below what Teams takes, because what we send evenly may arrive in a bunch. */
type Windows = readonly (readonly [most: number, ms: number])[]

/** Teams' limits for one bot in one conversation: 7 in 1 s, 8 in 2 s, 60 in 30 s, 1,800 in an hour; edits count as well. */
export const conversationWindows: Windows = [
  [6, 1_000],
  [7, 2_000],
  [55, 30_000],
  [1_700, 3_600_000],
]
/** 30 a second for one bot in one tenant. */
export const tenantWindows: Windows = [[25, 1_000]]

const mostKeys = 5_000

/**
 * Keeps to `windows` for each key, on wall time. `take` gives the wait in ms until this caller's turn and keeps that turn,
 * or, if the wait would be over `patienceMs`, gives the wait and keeps nothing.
 */
export const createPace = (windows: Windows, now: () => number = Date.now) => {
  const turns = new Map<string, readonly number[]>()
  const longest = Math.max(...windows.map(([, ms]) => ms))
  return (key: string, patienceMs: number): { readonly waitMs: number; readonly mine: boolean } => {
    const at = now()
    const before = (turns.get(key) ?? []).filter((turn) => turn > at - longest)
    const free = windows.map(([most, ms]) => (before[before.length - most] ?? Number.NEGATIVE_INFINITY) + ms)
    const turn = Math.max(at, ...free)
    if (turn - at > patienceMs) return { waitMs: turn - at, mine: false }
    turns.delete(key)
    turns.set(key, [...before, turn])
    if (turns.size > mostKeys) turns.delete(turns.keys().next().value ?? key)
    return { waitMs: turn - at, mine: true }
  }
}
