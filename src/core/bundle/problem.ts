import { type ProblemCode, problemCodes } from './problem-codes.ts'
import { shortWithoutSecrets, withoutSecrets } from './without-secrets.ts'

/** A place in a bundle: a file of it, line and column counted from 1. The archive itself has the path `.`. */
export interface Place {
  readonly path: string
  readonly line: number
  readonly column: number
}

/** What is wrong, where, and what to do about it. Never holds a token value. */
export interface Problem extends Place {
  readonly code: ProblemCode
  readonly message: string
  readonly advice: string
}

export interface Refusal {
  readonly ok: false
  readonly problems: readonly Problem[]
}

export const archivePlace: Place = { path: '.', line: 1, column: 1 }

export const startOf = (path: string): Place => ({ path, line: 1, column: 1 })

export const problem = (code: ProblemCode, place: Place, message: string): Problem => ({
  code,
  path: withoutSecrets(place.path),
  line: place.line,
  column: place.column,
  message: shortWithoutSecrets(message),
  advice: problemCodes[code].advice,
})

export const refuse = (...problems: readonly Problem[]): Refusal => ({ ok: false, problems })

/** True when a bundle with this problem cannot be rewritten, whatever is asked. */
export const isBlocking = (found: Problem): boolean => problemCodes[found.code].blocks
