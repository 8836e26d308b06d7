/** A small seeded generator, so that a trace that fails can be played again. */
export interface Random {
  /** 0 ≤ x < 1. */
  next(): number
  /** A whole number from `least` to `most`. */
  between(least: number, most: number): number
  oneOf<T>(all: readonly [T, ...T[]]): T
}

export const randomOf = (seed: number): Random => {
  let state = seed >>> 0
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
  const between = (least: number, most: number): number => least + Math.floor(next() * (most - least + 1))
  return { next, between, oneOf: (all) => all[between(0, all.length - 1)] ?? all[0] }
}
