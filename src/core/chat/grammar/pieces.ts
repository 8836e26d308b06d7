/** A line taken apart, so that it can be written again with one thing corrected. */
export type Piece =
  | { readonly kind: 'word'; readonly text: string }
  | { readonly kind: 'option'; readonly name: string; readonly value?: string }

/** Quotes where a word would fall apart or be taken for something else. */
export const quote = (text: string): string => {
  if (text !== '' && !/[\s"'=]/.test(text) && !text.startsWith('-')) return text
  return text.includes('"') ? `'${text.replaceAll("'", '’')}'` : `"${text}"`
}

const write = (piece: Piece): string => {
  if (piece.kind === 'word') return quote(piece.text)
  return piece.value === undefined ? `--${piece.name}` : `--${piece.name}=${quote(piece.value)}`
}

/** The line that these pieces make. */
export const writePieces = (pieces: readonly Piece[]): string => pieces.map(write).join(' ')
