import { type Problem, problem, startOf } from '../problem.ts'
import type { TokenFile } from '../token-file/parse-token-file.ts'
import type { HelperFile } from './find-helpers.ts'

/** Entries that name a reference though a helper library cannot send one: these calls fail at run time. */
export const unsentReferences = (
  tokenFiles: readonly TokenFile[],
  [helper]: readonly HelperFile[],
): readonly Problem[] => {
  const references = tokenFiles.some(({ entries }) =>
    entries.some(({ credential }) => credential?.kind === 'reference'),
  )
  if (helper === undefined || helper.references || !references) return []
  return [
    problem('helper-too-old', startOf(helper.path), 'The helper library cannot send the references of the token file.'),
  ]
}
