/**
 * Runs `work` for one key at a time in this process. A call that comes while the key is busy is not lost and does not run
 * beside it: the work is done once more afterwards.
 */
export const oneAtATime = <Item>(
  keyOf: (item: Item) => string,
  work: (item: Item) => Promise<void>,
): ((item: Item) => Promise<void>) => {
  const busy = new Map<string, { again: boolean }>()
  return async (item) => {
    const key = keyOf(item)
    const before = busy.get(key)
    if (before !== undefined) {
      before.again = true
      return
    }
    const state = { again: true }
    busy.set(key, state)
    try {
      while (state.again) {
        state.again = false
        await work(item)
      }
    } finally {
      busy.delete(key)
    }
  }
}
