import type { Identifier, Program } from 'acorn'
import { full } from 'acorn-walk'

/**
 * The first place where one of the names is used and that is not among `known` (offsets of declarations and exports).
 * A direct `eval` could use any name and counts as well. Shadowed names count: better refused than guessed.
 */
export const otherUse = (
  program: Program,
  names: ReadonlySet<string>,
  known: ReadonlySet<number>,
): Identifier | undefined => {
  let found: Identifier | undefined
  full(program, (node) => {
    if (node.type !== 'Identifier' || known.has(node.start)) return
    if (!names.has(node.name) && node.name !== 'eval') return
    if (found === undefined || node.start < found.start) found = node
  })
  return found
}
