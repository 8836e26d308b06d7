/** Runs `work` over all items, at most `width` at once; results in order. The first error ends it: nothing more is begun. */
export const inParallel = async <Item, Result>(
  items: readonly Item[],
  width: number,
  work: (item: Item) => Promise<Result>,
): Promise<readonly Result[]> => {
  const results: Result[] = []
  const queue = items.entries()
  let hasFailed = false
  const runner = async (): Promise<void> => {
    for (const [index, item] of queue) {
      if (hasFailed) return
      results[index] = await work(item)
    }
  }
  const runners = Array.from({ length: Math.min(width, items.length) }, () =>
    runner().catch((error: unknown) => {
      hasFailed = true
      throw error
    }),
  )
  await Promise.all(runners)
  return results
}
