import type { Piece } from './pieces.ts'
import { unclearWord } from './unclear-word.ts'
import type { Flaw, VerbSpec } from './verb-spec.ts'

const fillers: ReadonlySet<string> = new Set(['the', 'my', 'our', 'this', 'is', 'to', 'for', 'of', 'on', 'please'])

/** `the token mkt_token1`: Akamai's noun goes with it. */
const isNoun = (piece: Piece | undefined): boolean => piece?.kind === 'word' && /^(?:tokens?|tkn)$/i.test(piece.text)

/** `rotate the mkt_token1`, `snooze mkt_token1 for 2d`: of more words than the verb is about, the first that can go. */
export const fillerWord = (spec: VerbSpec, pieces: readonly Piece[]): Flaw | undefined => {
  const words = pieces.filter((piece) => piece.kind === 'word')
  if (words.length <= spec.subjects.length) return undefined
  const filler = words.slice(0, spec.subjects.length).find(({ text }) => fillers.has(text.toLowerCase()))
  if (filler === undefined) return undefined
  const at = pieces.indexOf(filler)
  return unclearWord(filler, pieces.toSpliced(at, isNoun(pieces[at + 1]) ? 2 : 1))
}
