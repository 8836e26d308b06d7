import type { OutsideFailure } from '../ports/outside-failure.ts'

/** The error as an adapter's failure, or undefined when it is a surprise of our own. */
export const outsideFailureOf = (error: unknown): OutsideFailure | undefined =>
  error instanceof Error && 'who' in error && 'system' in error && 'maybeDone' in error
    ? (error as OutsideFailure)
    : undefined
