/** One word of a line; what stood in quotes is never read as an option. */
export interface Word {
  readonly text: string
  readonly quoted: boolean
}

/** A quote opens at the start of a word or after an option's `=` (or `:`); an apostrophe inside a word is just that. */
const piece = /(?<name>--?[A-Za-z][\w-]*[=:])?(?:"(?<double>[^"]*)"|'(?<single>[^']*)')(?=\s|$)|(?<bare>\S+)/g

const toWord = (match: RegExpMatchArray): Word => {
  const { name, double, single, bare } = match.groups ?? {}
  if (bare !== undefined) return { text: bare, quoted: false }
  const inner = double ?? single ?? ''
  return name === undefined ? { text: inner, quoted: true } : { text: `${name}${inner}`, quoted: false }
}

/** The words of a repaired line. A quote that is never closed counts as any other character. */
export const splitWords = (line: string): Word[] => [...line.matchAll(piece)].map(toWord)
