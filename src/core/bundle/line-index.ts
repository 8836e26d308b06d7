import type { Place } from './problem.ts'

/** Finds line and column (from 1) of an offset in a text; each look-up is a binary search. */
export const lineIndex = (path: string, text: string): ((offset: number) => Place) => {
  const starts = [0]
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) starts.push(at + 1)
  return (offset) => {
    const line = upperBound(starts, offset)
    return { path, line, column: offset - (starts[line - 1] ?? 0) + 1 }
  }
}

const upperBound = (sorted: readonly number[], value: number): number => {
  let low = 0
  let high = sorted.length
  while (low < high) {
    const middle = (low + high) >>> 1
    if ((sorted[middle] ?? 0) <= value) low = middle + 1
    else high = middle
  }
  return low
}
