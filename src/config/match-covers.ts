import { isDeepStrictEqual } from 'node:util'
import { valueAt } from './path-text.ts'
import { namesAt } from './raw-file.ts'

/** What a policy for `rotate` is for as well, as in `policyOf`: from the core types alone are imported here. */
const rotations: readonly unknown[] = ['migrate', 'retry', 'adopt']

const isAny = (key: string, value: unknown): boolean => ['account', 'token'].includes(key) && value === '*'

/** Whether what one match takes is sure to be taken by another. Both as they stand in the file; globs are not looked into. */
export const matchCovers = (match: unknown, other: unknown): boolean =>
  namesAt(match, []).every((key) => {
    const [wide, narrow] = [valueAt(match, [key]), valueAt(other, [key])]
    if (isAny(key, wide) || isDeepStrictEqual(wide, narrow)) return true
    return key === 'action' && wide === 'rotate' && rotations.includes(narrow)
  })
