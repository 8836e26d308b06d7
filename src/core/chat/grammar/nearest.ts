import { distance } from 'fastest-levenshtein'

const mostEdits = (word: string): number => (word.length < 3 ? 0 : word.length < 5 ? 1 : 2)

/** The one of `known` that was most likely meant by a misspelt `word`, or undefined. */
export const nearest = (word: string, known: readonly string[]): string | undefined => {
  const lower = word.toLowerCase()
  const begun = known.filter((one) => lower.length >= 3 && one.startsWith(lower))
  if (begun.length === 1) return begun[0]
  const close = known.map((one) => ({ one, edits: distance(lower, one) })).sort((a, b) => a.edits - b.edits)[0]
  return close !== undefined && close.edits <= mostEdits(lower) ? close.one : undefined
}
