import type { FileConfig } from './config.ts'
import type { ConfigProblem } from './config-problem.ts'
import { deepFreeze } from './deep-freeze.ts'
import type { Environment } from './environment.ts'
import { readConfiguredFile } from './read-config.ts'
import { type Env, readSoundEnvironment } from './read-environment.ts'
import type { ReadFile } from './read-or-problem.ts'
import { usesTeams } from './uses-teams.ts'

const variables = {
  redis: /^(REDIS_|ALLOW_VOLATILE_REDIS$)/,
  slack: /^SLACK_/,
  teams: /^TEAMS_/,
  akamai: /^AKAMAI_/,
  outgoing: /^(HTTPS_PROXY|NO_PROXY|NODE_EXTRA_CA_CERTS)$/,
} as const

/** What a verb may need without the rest: the file, or one system's variables. */
type Part = 'file' | keyof typeof variables

/** The configuration as far as it can be read. A part is only there when nothing is wrong with it. */
export interface ConfigParts extends Partial<Pick<Environment, keyof typeof variables>> {
  readonly file?: FileConfig
  /** Everything that is wrong, in any part. */
  readonly problems: readonly ConfigProblem[]
  /** What is wrong with these parts alone. */
  problemsOf(...parts: readonly Part[]): readonly ConfigProblem[]
}

const isAbout = ({ where, file }: ConfigProblem, part: Part): boolean =>
  part === 'file'
    ? file !== undefined || where === 'EDGEKV_CHATOPS_CONFIG'
    : file === undefined && variables[part].test(where)

/**
 * Environment and file, part by part: for verbs that need less than the whole bot, and for the one that says what is missing.
 * Touches nothing but the files that `readFile` is asked for.
 */
export const readParts = (from: { readonly env: Env; readonly readFile: ReadFile }): ConfigParts => {
  const file = readConfiguredFile(from.env, from.readFile)
  const { environment, problems: ofEnvironment } = readSoundEnvironment(from.env, {
    teams: file.ok && usesTeams(file.file),
  })
  const problems = [...(file.ok ? [] : file.problems), ...ofEnvironment]
  const problemsOf = (...parts: readonly Part[]): readonly ConfigProblem[] =>
    problems.filter((problem) => parts.some((part) => isAbout(problem, part)))
  const { redis, slack, teams, akamai, outgoing } = environment
  const isSound = (part: Part): boolean => problemsOf(part).length === 0
  return deepFreeze({
    ...(file.ok ? { file: file.file } : {}),
    ...(isSound('redis') ? { redis } : {}),
    ...(slack !== undefined && isSound('slack') ? { slack } : {}),
    ...(teams !== undefined && isSound('teams') ? { teams } : {}),
    ...(isSound('akamai') ? { akamai } : {}),
    ...(isSound('outgoing') ? { outgoing } : {}),
    problems,
    problemsOf,
  })
}
