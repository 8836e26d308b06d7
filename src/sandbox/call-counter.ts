export interface CallCount {
  readonly call: string
  readonly count: number
  /** How many of them were answered with 4xx or 5xx, or not at all. */
  readonly refused: number
}

/** Counts requests by method and path pattern since the last mark. */
export interface CallCounter {
  count(call: string, refused: boolean): void
  list(): readonly CallCount[]
  clear(): void
}

export const createCallCounter = (): CallCounter => {
  const counts = new Map<string, { count: number; refused: number }>()
  return {
    count: (call, refused) => {
      const entry = counts.get(call) ?? { count: 0, refused: 0 }
      counts.set(call, { count: entry.count + 1, refused: entry.refused + Number(refused) })
    },
    list: () => [...counts].map(([call, entry]) => ({ call, ...entry })),
    clear: () => counts.clear(),
  }
}
