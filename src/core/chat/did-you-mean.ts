import { distance } from 'fastest-levenshtein'

/** The nearest of some names, when it is near enough to be meant. */
export const didYouMean = (word: string, names: readonly string[]): string | undefined => {
  const ranked = names.map((name) => ({ name, far: distance(word, name) })).sort((a, b) => a.far - b.far)
  const best = ranked[0]
  return best !== undefined && best.far <= Math.max(2, Math.floor(word.length / 3)) ? best.name : undefined
}
