import type { Config } from './config.ts'
import type { ConfigProblem } from './config-problem.ts'
import { deepFreeze } from './deep-freeze.ts'
import { type FileRead, readConfigFile } from './read-config-file.ts'
import { type Env, readEnvironment } from './read-environment.ts'
import type { ReadFile } from './read-or-problem.ts'
import { usesTeams } from './uses-teams.ts'

export type ConfigRead =
  | { readonly ok: true; readonly config: Config }
  | { readonly ok: false; readonly problems: readonly ConfigProblem[] }

/** The file that EDGEKV_CHATOPS_CONFIG names. */
export const readConfiguredFile = (env: Env, readFile: ReadFile): FileRead => {
  const path = env['EDGEKV_CHATOPS_CONFIG']
  if (path !== undefined && path !== '') return readConfigFile(path, readFile)
  const expected = 'the path of the configuration file (`config example` prints one to start from)'
  return { ok: false, problems: [{ where: 'EDGEKV_CHATOPS_CONFIG', found: 'nothing', expected }] }
}

/**
 * Environment and file as one read-only Config with every default, or every problem of both at once.
 * Touches nothing but the files that `readFile` is asked for.
 */
export const readConfig = (from: { readonly env: Env; readonly readFile: ReadFile }): ConfigRead => {
  const file = readConfiguredFile(from.env, from.readFile)
  const environment = readEnvironment(from.env, { teams: file.ok && usesTeams(file.file) })
  if (file.ok && environment.ok) return { ok: true, config: deepFreeze({ ...environment.environment, ...file.file }) }
  return {
    ok: false,
    problems: [...(file.ok ? [] : file.problems), ...(environment.ok ? [] : environment.problems)],
  }
}
