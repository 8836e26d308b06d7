import type { Attempt, Attempts } from '../../src/core/ports/attempts.ts'

/** Posts under way, in memory. */
export const createMemoryAttempts = (): Attempts => {
  const known = new Map<string, Attempt>()
  const change = (key: string, part: Partial<Attempt>): void => {
    const before = known.get(key)
    if (before !== undefined) known.set(key, { ...part, ...before })
  }
  return {
    find: async (key) => known.get(key),
    begin: async (key, begun) => void known.set(key, known.get(key) ?? begun),
    end: async (key) => void known.delete(key),
    see: async (key, seen) => change(key, { seen }),
    postAgain: async (key, again) => change(key, { again }),
  }
}
