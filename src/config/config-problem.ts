import { theFile } from './path-text.ts'

/**
 * One thing wrong with the configuration. `where`: `owners[1].approvers` of the file, or a variable's name.
 * `found` never shows a secret; line and column count from 1 and are there for problems of the file.
 */
export interface ConfigProblem {
  readonly where: string
  readonly found: string
  readonly expected: string
  readonly file?: string
  readonly line?: number
  readonly column?: number
}

const placeOf = ({ file, line, column }: ConfigProblem): string =>
  [file, line, column].filter((part) => part !== undefined).join(':')

/** `edgekv.yaml:12:5 owners[1].approvers: found "edge-aprovers", expected one of: edge-approvers`; `edgekv.yaml: found no file, expected …`. */
export const problemSentence = (problem: ConfigProblem): string =>
  `${[placeOf(problem), problem.where].filter((part) => part !== '' && part !== theFile).join(' ')}: found ${problem.found}, expected ${problem.expected}`
