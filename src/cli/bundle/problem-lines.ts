import { archivePlace, type Problem } from '../../core/bundle/problem.ts'

const placeOf = ({ path, line, column }: Problem, file: string): string =>
  path === archivePlace.path ? file : `${path}:${line}:${column}`

/** Problems as compilers print them, each with what to do on a second line. What is wrong with the archive is at `file`. */
export const problemLines = (problems: readonly Problem[], file: string): string =>
  problems.map((one) => `${placeOf(one, file)} ${one.code}: ${one.message}\n    ${one.advice}\n`).join('')
