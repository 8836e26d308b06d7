import { lineIndex } from '../line-index.ts'
import { type Place, type Problem, problem, startOf } from '../problem.ts'
import { entryProblems } from './entry-problems.ts'
import { type Fault, isFault } from './fault.ts'
import { type FoundMap, findTokenMap } from './find-token-map.ts'
import { parseModule, tooDeep } from './parse-module.ts'
import { readEntries } from './read-entries.ts'
import type { TokenEntry } from './token-entry.ts'

/** A token file as read: its text, what could be read of it, and what is wrong with it. Holds secrets in `entries`. */
export interface TokenFile {
  readonly path: string
  readonly text: string
  readonly entries: readonly TokenEntry[]
  readonly problems: readonly Problem[]
  placeOf(offset: number): Place
}

/** UTF-8 with a byte order mark kept, so that writing it again gives the same bytes. */
const strict = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })

const decoded = (bytes: Uint8Array): string | undefined => {
  try {
    return strict.decode(bytes)
  } catch {
    return undefined
  }
}

/** The parser reads chains (`a.b.c…`) in a loop, so their trees can be too deep for those who walk them. */
const mapIn = (text: string): FoundMap | Fault => {
  const program = parseModule(text)
  if (isFault(program)) return program
  try {
    return findTokenMap(program)
  } catch (error) {
    if (error instanceof RangeError) return tooDeep(program)
    throw error
  }
}

/** Reads a token file as JavaScript without running it. Never throws; `problems` says what is wrong. */
export const parseTokenFile = (path: string, bytes: Uint8Array): TokenFile => {
  const text = decoded(bytes)
  const placeOf = lineIndex(path, text ?? '')
  const nothing = { path, text: text ?? '', entries: [], placeOf }
  if (text === undefined)
    return { ...nothing, problems: [problem('not-utf8', startOf(path), 'The file is not UTF-8.')] }
  if (text.trim() === '')
    return { ...nothing, problems: [problem('empty-token-file', startOf(path), 'The file is empty.')] }
  const told = (found: Fault): Problem => problem(found.code, placeOf(found.at), found.message)
  const found = mapIn(text)
  if (isFault(found)) return { ...nothing, problems: [told(found)] }
  const { entries, faults } = readEntries(found.map)
  const notes = entryProblems(entries, found)
  return { ...nothing, entries, problems: [...faults, ...notes].map(told) }
}
