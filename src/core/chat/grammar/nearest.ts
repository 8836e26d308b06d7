import { distance } from 'fastest-levenshtein'

const mostEdits = (word: string): number => (word.length < 3 ? 0 : word.length < 5 ? 1 : 2)

const letters = (word: string): string => [...word].sort().join('')

/** `hepl`: two edits to a short word, and yet clear. */
const isSwapped = (word: string, one: string, edits: number): boolean =>
  edits === 2 && word.length > 2 && letters(word) === letters(one)

/** The one of `known` that was most likely meant by a misspelt `word`, or undefined. */
export const nearest = (word: string, known: readonly string[]): string | undefined => {
  const lower = word.toLowerCase()
  const begun = known.filter((one) => lower.length >= 3 && one.startsWith(lower))
  if (begun.length === 1) return begun[0]
  const close = known.map((one) => ({ one, edits: distance(lower, one) })).sort((a, b) => a.edits - b.edits)[0]
  if (close === undefined) return undefined
  if (close.edits <= mostEdits(lower)) return close.one
  return known.find((one) => isSwapped(lower, one, distance(lower, one)))
}
