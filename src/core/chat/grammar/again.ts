import type { Command } from './command.ts'
import { gatherPieces } from './gather-pieces.ts'
import { type Piece, writePieces } from './pieces.ts'
import { splitWords } from './split-words.ts'

/** How many words of a line stand before what it is about: the verb, the one it is said about, Akamai's noun. */
const headLength = ({ verb, of }: Command): number => (of === undefined && verb !== 'create' ? 1 : 2)

const isNamed = (piece: Piece, name: string): boolean =>
  piece.kind === 'word' && (piece.text === name || piece.text.endsWith(`/${name}`))

const piecesOf = ({ line }: Command): readonly Piece[] => gatherPieces(splitWords(line))

const without = (pieces: readonly Piece[], names: readonly string[]): readonly Piece[] =>
  pieces.filter((piece) => piece.kind === 'word' || !names.includes(piece.name))

/** The same line about `ref` (`acme/mkt_token1`) in place of the token it names, all else as it was; flags may be added. */
export const lineAbout = (command: Command, ref: string, ...flags: readonly string[]): string => {
  const pieces = without(piecesOf(command), ['account', ...flags])
  const start = headLength(command)
  const at = pieces.findIndex((piece, index) => index >= start && isNamed(piece, command.token ?? ''))
  const about =
    at < 0 ? [...pieces, { kind: 'word', text: ref } as const] : pieces.with(at, { kind: 'word', text: ref })
  return writePieces([...about, ...flags.map((name) => ({ kind: 'option', name }) as const)])
}

/** The same line with one option said otherwise, or left out. */
export const lineWith = (command: Command, name: string, value?: string): string => {
  const pieces = without(piecesOf(command), [name])
  return writePieces(value === undefined ? pieces : [...pieces, { kind: 'option', name, value }])
}
