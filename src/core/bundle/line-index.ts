import type { Place } from './problem.ts'

const lineFeed = 10
const carriageReturn = 13

/** Finds line and column (from 1) of an offset in a text; each look-up is a binary search. Lines end in LF, CRLF or CR. */
export const lineIndex = (path: string, text: string): ((offset: number) => Place) => {
  const starts = [0]
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at)
    if (code === lineFeed || (code === carriageReturn && text.charCodeAt(at + 1) !== lineFeed)) starts.push(at + 1)
  }
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
