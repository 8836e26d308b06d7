/** A value of the manifest's outermost object, by offset: text `[start, end)`. */
export interface TopLevelValue {
  readonly key: string
  readonly start: number
  readonly end: number
}

/** A string (that may be cut by the end of the text), a mark, space, or anything else. */
const piece = /"(?:[^"\\]|\\[\s\S])*"?|[{}[\]:,]|\s+|[^"{}[\]:,\s]+/g

interface Reading {
  readonly found: TopLevelValue[]
  depth: number
  /** The last string at depth 1, until something other than `:` or space follows it. */
  text?: { readonly key: string; readonly start: number; readonly end: number }
  key?: string
  nestedAt?: number
}

const unquoted = (literal: string): string | undefined => {
  try {
    const read: unknown = JSON.parse(literal)
    return typeof read === 'string' ? read : undefined
  } catch {
    return undefined
  }
}

const readString = (state: Reading, literal: string, start: number): void => {
  if (state.depth !== 1) return
  const end = start + literal.length
  if (state.key === undefined) state.text = { key: unquoted(literal) ?? '', start, end }
  else state.found.push({ key: state.key, start, end })
  delete state.key
}

const open = (state: Reading, at: number): void => {
  state.depth += 1
  if (state.depth === 2) state.nestedAt = at
}

const close = (state: Reading, at: number): void => {
  state.depth -= 1
  if (state.depth !== 1 || state.key === undefined || state.nestedAt === undefined) return
  state.found.push({ key: state.key, start: state.nestedAt, end: at + 1 })
  delete state.key
}

const readMark = (state: Reading, mark: string, at: number): void => {
  if (mark === '{' || mark === '[') open(state, at)
  else if (mark === '}' || mark === ']') close(state, at)
  else if (state.depth === 1 && mark === ':' && state.text !== undefined) state.key = state.text.key
  else if (state.depth === 1 && mark.trim() !== '') delete state.key
  if (mark.trim() !== '') delete state.text
}

/**
 * Finds the text and object values of the outermost object without asking for valid JSON: real manifests have trailing
 * commas, missing commas and placeholders. Values that are neither are skipped.
 */
export const topLevelValues = (text: string): readonly TopLevelValue[] => {
  const state: Reading = { found: [], depth: 0 }
  for (const match of text.matchAll(piece)) {
    const [literal] = match
    if (literal.startsWith('"')) readString(state, literal, match.index)
    else readMark(state, literal, match.index)
  }
  return state.found
}
