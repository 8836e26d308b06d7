import { looseOption } from './loose-option.ts'
import type { Piece } from './pieces.ts'
import { unclearWord, type WordPiece } from './unclear-word.ts'
import type { Flaw, VerbSpec } from './verb-spec.ts'

const flawOf = (spec: VerbSpec, pieces: readonly Piece[], word: WordPiece): Flaw | undefined => {
  const at = pieces.indexOf(word)
  const next = pieces[at + 1]
  const meant = looseOption(word.text, next?.kind === 'word' ? next.text : undefined, spec.options)
  return meant && unclearWord(word, pieces.toSpliced(at, meant.words, meant.option), meant.written)
}

/** The first of these words that was meant as an option of the verb, if any was. */
export const meantAsOption = (
  spec: VerbSpec,
  pieces: readonly Piece[],
  words: readonly WordPiece[],
): Flaw | undefined => {
  for (const word of words) {
    const flaw = flawOf(spec, pieces, word)
    if (flaw !== undefined) return flaw
  }
  return undefined
}
