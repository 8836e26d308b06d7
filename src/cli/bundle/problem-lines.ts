import type { Problem } from '../../core/bundle/problem.ts'

/** Problems as compilers print them, each with what to do on a second line. */
export const problemLines = (problems: readonly Problem[]): string =>
  problems
    .map(
      ({ path, line, column, code, message, advice }) =>
        `${path}:${line}:${column} ${code}: ${message}\n    ${advice}\n`,
    )
    .join('')
