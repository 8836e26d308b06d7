import type { ChainEntry } from '../../core/audit/chain.ts'
import { parseEntry } from '../../core/audit/parse-entry.ts'
import { linesOf } from '../lines-of.ts'

/** A line of a trail as it was written, and what it says; `entry` is missing where it is not as it was written. */
export interface TrailLine {
  readonly file: string
  readonly line: number
  readonly text: string
  readonly entry?: ChainEntry
}

async function* trailLines(file: string): AsyncGenerator<TrailLine> {
  let line = 0
  for await (const text of linesOf(file)) {
    line += 1
    const read = parseEntry(text)
    yield { file, line, text, ...(read.ok ? { entry: read.entry } : {}) }
  }
}

/** A file that is being read, and what stands next in it. `at`: its time; a bad line has that of the one before it. */
interface Reader {
  readonly lines: AsyncGenerator<TrailLine>
  next?: TrailLine
  at: string
}

const advance = async (reader: Reader): Promise<void> => {
  const { value, done } = await reader.lines.next()
  if (done === true) delete reader.next
  else {
    reader.next = value
    reader.at = value.entry?.at ?? reader.at
  }
}

/** When a file begins; it is not kept open. */
const beginningOf = async (file: string): Promise<{ readonly file: string; readonly at: string }> => {
  for await (const { entry } of trailLines(file)) return { file, at: entry?.at ?? '' }
  return { file, at: '' }
}

const earliest = (readers: readonly Reader[]): Reader | undefined =>
  readers.reduce<Reader | undefined>((best, one) => (best === undefined || one.at < best.at ? one : best), undefined)

/**
 * All lines of a trail's files as one timeline, whichever instances wrote them. A file is opened when its time has come, so
 * that few are open at once and memory does not grow with the trail.
 */
export async function* timeline(files: readonly string[]): AsyncGenerator<TrailLine> {
  const waiting: { file: string; at: string }[] = []
  for (const file of files) waiting.push(await beginningOf(file))
  waiting.sort((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0))
  let readers: Reader[] = []
  while (readers.length + waiting.length > 0) {
    const first = earliest(readers)
    const [next] = waiting
    if (next !== undefined && (first === undefined || next.at <= first.at)) {
      waiting.shift()
      const reader: Reader = { lines: trailLines(next.file), at: next.at }
      await advance(reader)
      if (reader.next !== undefined) readers.push(reader)
      continue
    }
    if (first?.next === undefined) return
    yield first.next
    await advance(first)
    readers = readers.filter((one) => one.next !== undefined)
  }
}
