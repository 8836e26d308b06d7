import type { z } from 'zod'
import type { ConfigProblem } from './config-problem.ts'
import { found } from './found.ts'
import { isLoopback } from './is-loopback.ts'

type Env = Readonly<Record<string, string | undefined>>

/** These may hold a secret as a whole or in a part, so what was found is never shown. */
const hidden = /TOKEN|SECRET|PASSWORD|KEY|REDIS_URL|HEARTBEAT_URL|ANCHOR_URL|PROXY/

const shapeProblem = (env: Env, issue: z.core.$ZodIssue): ConfigProblem => {
  const where = String(issue.path[0] ?? 'environment')
  return { where, found: hidden.test(where) ? 'something else' : found(env[where]), expected: issue.message }
}

const missing = (where: string, expected: string): ConfigProblem => ({ where, found: 'nothing', expected })

const redisProblems = (env: Env): ConfigProblem[] =>
  (env['REDIS_URL'] ?? env['REDIS_SENTINELS']) === undefined
    ? [missing('REDIS_URL', 'redis://host:port or rediss://host:port')]
    : []

const slackProblems = (env: Env): ConfigProblem[] => {
  if (!Object.keys(env).some((name) => name.startsWith('SLACK_'))) return []
  const receives = env['SLACK_SIGNING_SECRET'] ?? env['SLACK_APP_TOKEN']
  return [
    ...(env['SLACK_BOT_TOKEN'] === undefined ? [missing('SLACK_BOT_TOKEN', 'a bot token (xoxb-…)')] : []),
    ...(receives === undefined
      ? [missing('SLACK_SIGNING_SECRET', 'the signing secret, or SLACK_APP_TOKEN for Socket Mode')]
      : []),
  ]
}

const usesPassword = (env: Env): boolean =>
  env['TEAMS_APP_TYPE'] !== 'UserAssignedMSI' && env['TEAMS_INSECURE_LOCAL'] !== '1'

/** Teams is off without any setting, and with one it insists on knowing whom to trust. */
const teamsProblems = (env: Env, wanted: boolean): ConfigProblem[] => {
  if (!wanted && !Object.keys(env).some((name) => name.startsWith('TEAMS_'))) return []
  const because = wanted ? ', because the file has Teams settings' : ''
  const needed = ['TEAMS_APP_ID', 'TEAMS_TENANT_ID', ...(usesPassword(env) ? ['TEAMS_APP_PASSWORD'] : [])]
  return needed.filter((name) => env[name] === undefined).map((name) => missing(name, `a value${because}`))
}

/** Working without a safeguard is for the sandbox alone. */
const testProblems = (env: Env): ConfigProblem[] =>
  env['EDGEKV_CHATOPS_TEST_WITHOUT'] === undefined || isLoopback(env['AKAMAI_BASE_URL'] ?? '')
    ? []
    : [
        {
          where: 'EDGEKV_CHATOPS_TEST_WITHOUT',
          found: found(env['EDGEKV_CHATOPS_TEST_WITHOUT']),
          expected: 'nothing, unless AKAMAI_BASE_URL is on loopback',
        },
      ]

/** Everything wrong with the environment: shapes first, then what belongs together. */
export const environmentProblems = (
  env: Env,
  wants: { readonly teams: boolean },
  issues: readonly z.core.$ZodIssue[],
): ConfigProblem[] => [
  ...issues.map((issue) => shapeProblem(env, issue)),
  ...redisProblems(env),
  ...slackProblems(env),
  ...teamsProblems(env, wants.teams),
  ...testProblems(env),
]
