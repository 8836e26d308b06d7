import { homedir } from 'node:os'
import { join } from 'node:path'
import { Secret } from '../core/token/secret.ts'
import type { ConfigProblem } from './config-problem.ts'
import type { Environment, RedisSettings, SlackSettings, TeamsSettings } from './environment.ts'
import { environmentProblems } from './environment-problems.ts'
import { parseSentinels } from './parse-sentinels.ts'
import { environmentSchema, type ParsedEnvironment } from './schema/environment-schema.ts'
import { workerTimes } from './worker-times.ts'

export type Env = Readonly<Record<string, string | undefined>>

export type EnvironmentRead =
  | { readonly ok: true; readonly environment: Environment }
  | { readonly ok: false; readonly problems: readonly ConfigProblem[] }

/** The object without what is undefined, so that an absent variable is an absent key. */
type Present<T> = { [K in keyof T]: Exclude<T[K], undefined> }
const present = <T extends object>(value: T): Partial<Present<T>> =>
  Object.fromEntries(Object.entries(value).filter(([, item]) => item !== undefined)) as Partial<Present<T>>

const redisOf = (env: ParsedEnvironment, url = env.REDIS_URL ?? 'redis://sentinels'): RedisSettings => ({
  url: Secret.of(url),
  address: new URL(url).host,
  cluster: env.REDIS_CLUSTER === '1',
  allowVolatile: env.ALLOW_VOLATILE_REDIS === '1',
  ...present({
    caFile: env.REDIS_CA_FILE,
    sentinels: env.REDIS_SENTINELS === undefined ? undefined : parseSentinels(env.REDIS_SENTINELS),
  }),
})

const slackOf = (env: ParsedEnvironment): SlackSettings | undefined =>
  env.SLACK_BOT_TOKEN && {
    botToken: env.SLACK_BOT_TOKEN,
    ...present({
      signingSecret: env.SLACK_SIGNING_SECRET,
      appToken: env.SLACK_APP_TOKEN,
      apiUrl: env.SLACK_API_URL,
    }),
  }

const teamsOf = (env: ParsedEnvironment): TeamsSettings | undefined =>
  env.TEAMS_APP_ID === undefined || env.TEAMS_TENANT_ID === undefined
    ? undefined
    : {
        appId: env.TEAMS_APP_ID,
        tenantId: env.TEAMS_TENANT_ID,
        appType: env.TEAMS_APP_TYPE,
        serviceUrls: env.TEAMS_SERVICE_URLS ?? [],
        insecureLocal: env.TEAMS_INSECURE_LOCAL === '1',
        ...present({
          appPassword: env.TEAMS_APP_PASSWORD,
          openIdUrl: env.TEAMS_OPENID_URL,
          loginUrl: env.TEAMS_LOGIN_URL,
          graphUrl: env.TEAMS_GRAPH_URL,
        }),
      }

const environmentOf = (env: ParsedEnvironment): Environment => ({
  redis: redisOf(env),
  akamai: {
    edgercPath: env.AKAMAI_EDGERC ?? join(homedir(), '.edgerc'),
    ...present({ baseUrl: env.AKAMAI_BASE_URL }),
  },
  http: { port: env.PORT, ...(env.TEAMS_INSECURE_LOCAL === '1' ? { host: '127.0.0.1' } : {}) },
  outgoing: present({
    httpsProxy: env.HTTPS_PROXY,
    noProxy: env.NO_PROXY,
    extraCaFile: env.NODE_EXTRA_CA_CERTS,
  }),
  logLevel: env.LOG_LEVEL,
  workerTimes: workerTimes(env.EDGEKV_CHATOPS_WORKER_TIME_SCALE),
  ...present({
    slack: slackOf(env),
    teams: teamsOf(env),
    notificationsSecret: env.NOTIFICATIONS_SECRET,
    pagerDutyRoutingKey: env.PAGERDUTY_ROUTING_KEY,
    pagerDutyEventsUrl: env.PAGERDUTY_EVENTS_URL,
    heartbeatUrl: env.HEARTBEAT_URL,
    auditAnchorUrl: env.AUDIT_ANCHOR_URL,
    clockUrl: env.EDGEKV_CHATOPS_CLOCK_URL,
    testWithout: env.EDGEKV_CHATOPS_TEST_WITHOUT,
  }),
})

/** What curl and others read in lower case counts too; the upper case wins. An empty variable is not set. */
const normalised = (env: Env): Env => {
  const both = { HTTPS_PROXY: env['https_proxy'], NO_PROXY: env['no_proxy'], ...env }
  return Object.fromEntries(Object.entries(both).filter(([, value]) => value !== undefined && value.trim() !== ''))
}

interface Wants {
  /** The file has Teams settings. */
  readonly teams: boolean
}

/** The environment without the variables that are wrong, and every problem at once. */
export const readSoundEnvironment = (
  env: Env,
  wants: Wants,
): { readonly environment: Environment; readonly problems: readonly ConfigProblem[] } => {
  const set = normalised(env)
  const { error } = environmentSchema.safeParse(set)
  const issues = error?.issues ?? []
  const wrong = new Set(issues.map(({ path }) => String(path[0])))
  const sound = Object.fromEntries(Object.entries(set).filter(([name]) => !wrong.has(name)))
  const problems = environmentProblems(set, wants, issues)
  return { environment: environmentOf(environmentSchema.parse(sound)), problems }
}

/** The environment alone, every problem at once. */
export const readEnvironment = (env: Env, wants: Wants): EnvironmentRead => {
  const { environment, problems } = readSoundEnvironment(env, wants)
  return problems.length === 0 ? { ok: true, environment } : { ok: false, problems }
}
