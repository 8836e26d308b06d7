import { z } from 'zod'
import { Secret } from '../../core/token/secret.ts'
import { isLoopback } from '../is-loopback.ts'
import { parseSentinels, sentinelsExpected } from '../parse-sentinels.ts'
import { entraId, oneOf, text } from './scalars.ts'

const secret = (pattern: RegExp, expected: string) =>
  text(pattern, expected)
    .transform((value) => Secret.of(value))
    .exactOptional()

const filled = /^\S+$/

const canBeUrl = (value: string, protocols: readonly string[]): boolean =>
  URL.canParse(value) && protocols.includes(new URL(value).protocol)

const httpsUrl = (expected: string) =>
  z
    .string()
    .refine((value) => canBeUrl(value, ['https:']) || (canBeUrl(value, ['http:']) && isLoopback(value)), expected)

const url = httpsUrl('an https URL, or http on loopback').exactOptional()
const loopbackUrl = z
  .string()
  .refine((value) => isLoopback(value), 'a URL on loopback')
  .exactOptional()
const redisUrl = z
  .string()
  .refine(
    (value) => canBeUrl(value, ['redis:', 'rediss:']) && /^\/?\d{0,5}$/.test(new URL(value).pathname),
    'redis://host:port or rediss://host:port, with the number of a database or nothing behind it',
  )
const proxyUrl = z.string().refine((value) => canBeUrl(value, ['http:', 'https:']), "a proxy's URL")
const yes = oneOf('1').exactOptional()
const wholeText = (min: number, max: number) => {
  const expected = `a whole number from ${min} to ${max}`
  return z
    .string()
    .regex(/^\d{1,6}$/, expected)
    .transform(Number)
    .refine((value) => value >= min && value <= max, expected)
}

const serviceUrls = z
  .string()
  .transform((value) => value.split(',').map((part) => part.trim()))
  .pipe(z.array(httpsUrl('https URLs, or http on loopback, with commas between')))

/** Every variable that the program reads, `AKAMAI_<SECTION>_*` apart. Others are left alone. */
export const environmentSchema = z.object({
  REDIS_URL: redisUrl.exactOptional(),
  REDIS_CA_FILE: z.string().exactOptional(),
  REDIS_SENTINELS: z
    .string()
    .refine((value) => parseSentinels(value) !== undefined, sentinelsExpected)
    .exactOptional(),
  REDIS_CLUSTER: yes,
  ALLOW_VOLATILE_REDIS: yes,
  SLACK_BOT_TOKEN: secret(/^xoxb-\S+$/, 'a bot token (xoxb-…)'),
  SLACK_SIGNING_SECRET: secret(filled, 'the signing secret of the app'),
  SLACK_APP_TOKEN: secret(/^xapp-\S+$/, 'an app-level token (xapp-…)'),
  SLACK_API_URL: url,
  TEAMS_APP_ID: entraId('the id of the app registration').exactOptional(),
  TEAMS_APP_PASSWORD: secret(filled, 'a client secret of the app registration'),
  TEAMS_TENANT_ID: entraId('the id of the tenant').exactOptional(),
  TEAMS_APP_TYPE: oneOf('SingleTenant', 'UserAssignedMSI').default('SingleTenant'),
  TEAMS_OPENID_URL: url,
  TEAMS_LOGIN_URL: url,
  TEAMS_GRAPH_URL: url,
  TEAMS_SERVICE_URLS: serviceUrls.exactOptional(),
  TEAMS_INSECURE_LOCAL: yes,
  AKAMAI_EDGERC: z.string().exactOptional(),
  AKAMAI_BASE_URL: url,
  NOTIFICATIONS_SECRET: secret(/^\S{16,}$/, 'at least 16 characters'),
  PAGERDUTY_ROUTING_KEY: secret(filled, 'a routing key'),
  PAGERDUTY_EVENTS_URL: url,
  HEARTBEAT_URL: httpsUrl('an https URL, or http on loopback')
    .transform((value) => Secret.of(value))
    .exactOptional(),
  AUDIT_ANCHOR_URL: httpsUrl('an https URL, or http on loopback')
    .transform((value) => Secret.of(value))
    .exactOptional(),
  HTTPS_PROXY: proxyUrl.transform((value) => Secret.of(value)).exactOptional(),
  NO_PROXY: z.string().exactOptional(),
  NODE_EXTRA_CA_CERTS: z.string().exactOptional(),
  EDGEKV_CHATOPS_CLOCK_URL: loopbackUrl,
  EDGEKV_CHATOPS_WORKER_TIME_SCALE: z
    .string()
    .regex(/^\d{1,2}(\.\d{1,3})?$/, 'a number from 0.05 to 10, such as 0.1')
    .transform(Number)
    .refine((scale) => scale >= 0.05 && scale <= 10, 'a number from 0.05 to 10, such as 0.1')
    .default(1),
  EDGEKV_CHATOPS_TEST_WITHOUT: oneOf('reconciler', 'fence', 'teams-rates').exactOptional(),
  PORT: wholeText(0, 65_535).default(3000),
  LOG_LEVEL: oneOf('debug', 'info', 'warn', 'error').default('info'),
})

export type ParsedEnvironment = z.output<typeof environmentSchema>
