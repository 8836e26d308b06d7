import type { Place } from './problem.ts'

const lineFeed = 10
const carriageReturn = 13

const endsLine = (text: string, at: number): boolean => {
  const code = text.charCodeAt(at)
  return code === lineFeed || (code === carriageReturn && text.charCodeAt(at + 1) !== lineFeed)
}

/** Counted first and kept in four bytes each: a hostile file can be all line ends. */
const lineStarts = (text: string): Uint32Array => {
  let lines = 1
  for (let at = 0; at < text.length; at += 1) if (endsLine(text, at)) lines += 1
  const starts = new Uint32Array(lines)
  let line = 0
  for (let at = 0; at < text.length; at += 1) {
    if (!endsLine(text, at)) continue
    line += 1
    starts[line] = at + 1
  }
  return starts
}

/**
 * Finds line and column (from 1) of an offset in a text; each look-up is a binary search. Lines end in LF, CRLF or CR, and
 * a byte order mark is no column, as in editors.
 */
export const lineIndex = (path: string, text: string): ((offset: number) => Place) => {
  const starts = lineStarts(text)
  if (text.startsWith('\uFEFF')) starts[0] = 1
  return (offset) => {
    const line = Math.max(upperBound(starts, offset), 1)
    return { path, line, column: Math.max(offset - (starts[line - 1] ?? 0), 0) + 1 }
  }
}

const upperBound = (sorted: Uint32Array, value: number): number => {
  let low = 0
  let high = sorted.length
  while (low < high) {
    const middle = (low + high) >>> 1
    if ((sorted[middle] ?? 0) <= value) low = middle + 1
    else high = middle
  }
  return low
}
