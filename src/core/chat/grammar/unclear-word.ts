import type { Piece } from './pieces.ts'
import { shortenWord } from './shorten-word.ts'
import type { Flaw } from './verb-spec.ts'

export type WordPiece = Extract<Piece, { kind: 'word' }>

/** A word that says nothing where it stands, what it was probably meant as, and the pieces that would be right. */
export const unclearWord = (word: WordPiece, fix: readonly Piece[], meant?: string): Flaw => {
  const said = shortenWord(word.text)
  const instead = meant === undefined ? '.' : `; did you mean \`${shortenWord(meant)}\`?`
  return { word: said, message: `I don't know what \`${said}\` means here${instead}`, fix }
}
