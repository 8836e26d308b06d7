import type { ProblemCode } from '../problem-codes.ts'

/** What is wrong at an offset of a file. */
export interface Fault {
  readonly code: ProblemCode
  readonly at: number
  readonly message: string
}

export const fault = (code: ProblemCode, node: { readonly start: number }, message: string): Fault => ({
  code,
  at: node.start,
  message,
})

export const isFault = (result: object): result is Fault => 'code' in result && 'at' in result
