import { verbs } from './command.ts'
import { meantAsOption } from './meant-as-option.ts'
import type { Piece } from './pieces.ts'
import { unclearWord, type WordPiece } from './unclear-word.ts'
import type { Flaw, VerbSpec } from './verb-spec.ts'

/** The start of another command, or what stands before it in a shell, is no reason. */
const isAnotherCommand = ({ text }: WordPiece): boolean =>
  !/[\p{L}\p{N}]/u.test(text) || verbs.some((verb) => verb === text.toLowerCase())

/** Where a reason can be given, several words too many were probably meant as one. */
const meantAsReason = (spec: VerbSpec, pieces: readonly Piece[], extra: readonly WordPiece[]): Piece[] => {
  const [first] = extra
  const hasReason = pieces.some((piece) => piece.kind === 'option' && piece.name === 'reason')
  if (first === undefined || extra.length < 2 || hasReason || !spec.options.includes('reason')) return []
  if (isAnotherCommand(first)) return []
  return [{ kind: 'option', name: 'reason', value: extra.map(({ text }) => text).join(' ') }]
}

/** What is wrong with a line of more words than its verb is about; undefined where there are no more. */
export const wordsTooMany = (spec: VerbSpec, pieces: readonly Piece[]): Flaw | undefined => {
  const extra = pieces.filter((piece) => piece.kind === 'word').slice(spec.subjects.length)
  const [first] = extra
  if (first === undefined) return undefined
  const kept = pieces.filter((piece) => !extra.some((one) => one === piece))
  const asReason = meantAsReason(spec, pieces, extra)
  return meantAsOption(spec, pieces, extra) ?? unclearWord(first, [...kept, ...asReason])
}
