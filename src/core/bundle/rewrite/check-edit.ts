import { isTokenName } from '../../token/token-name.ts'
import { isUuid } from '../credentials.ts'
import { archivePlace, type Problem, problem } from '../problem.ts'
import type { BundleEdit, NewCredential } from './bundle-edit.ts'

const longestValue = 16_384

/** A value goes into a JavaScript string as it is, so only characters that need no escape are let in. */
const isCredential = (to: NewCredential): boolean => {
  if (to.kind === 'reference') return isUuid(to.uuid)
  const value = to.value.reveal()
  return value.length <= longestValue && /^[A-Za-z0-9_.+/=-]+$/.test(value)
}

/** Refuses a replacement that is no token: nothing but token names, uuids and values is ever written. */
export const checkEdit = ({ toName, to }: BundleEdit): readonly Problem[] => [
  ...(isTokenName(toName) ? [] : [problem('bad-replacement', archivePlace, 'The new name is no token name.')]),
  ...(isCredential(to)
    ? []
    : [
        problem(
          'bad-replacement',
          archivePlace,
          `The new ${to.kind} is not ${to.kind === 'value' ? 'a token value' : 'a uuid'}.`,
        ),
      ]),
]
