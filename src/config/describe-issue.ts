import type { z } from 'zod'
import { found } from './found.ts'
import { type Path, valueAt } from './path-text.ts'
import { knownKeys } from './schema/known-keys.ts'

/** A problem of the file before its position is known. `key`: it is about this key itself, not about a value. */
export interface FileProblem {
  readonly path: Path
  readonly key?: string
  readonly found: string
  readonly expected: string
}

const plainPath = (path: readonly PropertyKey[]): Path =>
  path.map((part) => (typeof part === 'number' ? part : String(part)))

const unknownKey = (path: Path, key: string): FileProblem => ({
  path: [...path, key],
  key,
  found: 'an unknown key',
  expected: `one of: ${knownKeys(path).join(', ')}`,
})

/** A shape that does not fit, in the words of a problem. */
export const describeIssue = (issue: z.core.$ZodIssue, raw: unknown): readonly FileProblem[] => {
  const path = plainPath(issue.path)
  if (issue.code === 'unrecognized_keys') return issue.keys.map((key) => unknownKey(path, key))
  if (issue.code === 'invalid_key') {
    const key = String(path.at(-1))
    return [{ path, key, found: found(key), expected: issue.issues[0]?.message ?? 'another name' }]
  }
  return [{ path, found: found(valueAt(raw, path)), expected: issue.message }]
}
