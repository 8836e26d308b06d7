import { appendFileSync, mkdirSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { Redis } from 'ioredis'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { askAndApprove, passTheSoak, peopleOf } from '../../src/cli/demo/scripts/people.ts'
import { botEnvironment } from '../../src/cli/demo/start-bot.ts'
import { marketing } from '../../src/sandbox/teams/world/conversations.ts'
import { commandLineSays, printed } from './support/command-line-says.ts'
import { type ExpiringStage, setExpiringStage } from './support/expiring-stage.ts'
import { findLeaks, type Searched } from './support/find-leaks.ts'
import { folderContents } from './support/folder-contents.ts'
import { lastWords } from './support/last-words.ts'
import { redisContents } from './support/redis-contents.ts'
import { webContents } from './support/web-contents.ts'

const main = new URL('../../src/main.ts', import.meta.url).pathname

interface Canaries {
  readonly values: readonly string[]
  readonly clientSecrets: readonly string[]
}

let stage: ExpiringStage
let redis: Redis
let secrets: readonly string[] = []

const canariesOf = async (): Promise<Canaries> => {
  const answer = await fetch(`${stage.sandbox.control.url}/canaries`)
  return (await answer.json()) as Canaries
}

/** A value with three parts, as Akamai makes them. */
const canary = (): string => secrets.find((secret) => secret.split('.').length === 3) ?? ''

const redisFolder = async (): Promise<string> => ((await redis.config('GET', 'dir')) as string[])[1] ?? ''

/** All that passed between the bot and Slack, Teams. */
const chatContents = (platform: 'slack' | 'teams'): readonly Searched[] =>
  stage.sandbox[platform]
    .effects()
    .map((effect) => ({ place: `${platform} ${effect.name}`, bytes: Buffer.from(JSON.stringify(effect)) }))

/** Of what there is so much, that nothing of it was overlooked as a whole. */
const searchedAtLeast: readonly RegExp[] = [
  /^file bot\.log$/,
  /^file audit\/.*jsonl$/,
  /^redis hash \{ekv\}:rec:/,
  /^redis hash \{ekv\}:inspections:/,
  /^redis \w+ \{ekv\}:step:/,
  /^slack chat\.update$/,
  /^teams (POST|PUT) /,
  /^web \/metrics$/,
  /^papers /,
]

/** Everything that the bot keeps, says and serves. */
const everything = async (): Promise<readonly Searched[]> => [
  ...(await redisContents(redis)),
  ...folderContents('aof', await redisFolder()),
  ...folderContents('file', stage.dir),
  ...chatContents('slack'),
  ...chatContents('teams'),
  ...(await webContents(stage.bot.url)),
  ...(await commandLineSays(stage)),
]

beforeAll(async () => {
  stage = await setExpiringStage()
  redis = new Redis(stage.sandbox.redisUrl ?? '')
  const people = peopleOf(stage, () => undefined)
  const before = await canariesOf()
  await askAndApprove(stage, people, 'rotate mkt_token1')
  await passTheSoak(stage, people)
  await people.ana.clicks('source')
  await people.ana.reads(/mkt_token1 revoked/)
  const after = await canariesOf()
  const { slack, teams } = stage.sandbox
  const ours = [...after.clientSecrets, slack.botToken, slack.signingSecret, teams.appPassword]
  secrets = [...new Set([...before.values, ...after.values, ...ours])]
}, 90_000)

afterAll(async () => {
  redis?.disconnect()
  await stage?.close()
})

test('a rotation from value to value leaves no token value and no secret of the bot’s own anywhere', async () => {
  expect(secrets.length).toBeGreaterThanOrEqual(3)
  const all = await everything()
  const places = all.map(({ place }) => place)
  const kinds = new Set(places.map((place) => place.split(' ')[0]))
  expect([...kinds].sort()).toEqual(['aof', 'cli', 'file', 'papers', 'redis', 'slack', 'teams', 'web'])
  for (const known of searchedAtLeast) expect([known, places.some((place) => known.test(place))]).toEqual([known, true])
  expect(findLeaks(all, secrets)).toEqual([])
}, 60_000)

test.each(['thrown', 'rejected'] as const)(
  'a bot that dies of an error with a token in it, %s, does not print it',
  async (kind) => {
    const env = { ...botEnvironment(stage.sandbox, stage.configFile), CANARY: canary() }
    const bytes = await lastWords(kind, [main, 'start', '--role', 'chat'], env)
    expect(bytes.toString()).toContain('an error nobody waited for')
    expect(findLeaks([{ place: 'stderr', bytes }], secrets)).toEqual([])
  },
)

describe('a leak is found', () => {
  const foundIn = (all: readonly Searched[]): readonly string[] => findLeaks(all, secrets)

  const inRedis: Readonly<Record<string, () => Promise<unknown>>> = {
    'string planted:string': () => redis.set('planted:string', `x${canary()}`),
    'string planted:packed': () => redis.set('planted:packed', gzipSync(`{"a":"${canary()}"}`)),
    'string planted:part': () => redis.set('planted:part', canary().split('.')[2] ?? ''),
    'hash planted:hash': () => redis.hset('planted:hash', 'field', JSON.stringify({ jwt: canary() })),
    'hash planted:field': () => redis.hset('planted:field', canary(), '1'),
    'list planted:list': () => redis.rpush('planted:list', 'a', canary()),
    'set planted:set': () => redis.sadd('planted:set', canary()),
    'zset planted:zset': () => redis.zadd('planted:zset', 1, canary()),
    'stream planted:stream': () => redis.xadd('planted:stream', '*', 'data', canary()),
    'hash {ekv}:step:planted': () => redis.hset('{ekv}:step:planted', 'data', JSON.stringify({ jwt: canary() })),
  }

  test('in a key of any type in Redis, a job of BullMQ’s included', async () => {
    for (const plant of Object.values(inRedis)) await plant()
    const found = new Set(foundIn(await redisContents(redis)))
    expect([...found].sort()).toEqual(
      Object.keys(inRedis)
        .map((place) => `redis ${place}`)
        .sort(),
    )
  })

  test('in the append-only file, even after the key is gone', async () => {
    await redis.set('planted:gone', canary())
    await redis.del('planted:gone')
    const found = foundIn(folderContents('aof', await redisFolder()))
    expect(found.some((place) => /\.aof$/.test(place))).toBe(true)
  })

  test('in a snapshot of Redis, which is compressed in its own way', async () => {
    await redis.set('planted:snapshot', canary().repeat(3))
    await redis.save()
    expect(foundIn(folderContents('aof', await redisFolder()))).toContain('aof dump.rdb')
  })

  test.each([
    ['file bot.log', () => appendFileSync(stage.bot.logFile, `{"msg":"${canary()}"}\n`)],
    ['file audit/planted.jsonl', () => writeFileSync(join(stage.auditDir, 'planted.jsonl'), canary())],
    ['file home/.planted', () => writeFileSync(join(stage.dir, 'home', '.planted'), canary())],
    [
      'file tmp/deep/bundle.tgz',
      () => {
        mkdirSync(join(stage.temporary, 'deep'))
        writeFileSync(join(stage.temporary, 'deep', 'bundle.tgz'), gzipSync(`const a = { value: '${canary()}' }`))
      },
    ],
  ])('in %s', (place, plant) => {
    plant()
    expect(foundIn(folderContents('file', stage.dir))).toContain(place)
  })

  test('in what is sent to Slack', async () => {
    const { apiUrl, botToken } = stage.sandbox.slack
    await fetch(`${apiUrl}chat.postMessage`, {
      method: 'POST',
      headers: { authorization: `Bearer ${botToken}`, 'content-type': 'application/json' },
      body: JSON.stringify({ channel: 'C0MARKETING', text: canary() }),
    })
    expect(foundIn(chatContents('slack'))).toEqual(['slack chat.postMessage'])
  })

  test('in what is sent to Teams', async () => {
    const { url, appId, appPassword, tenantId } = stage.sandbox.teams
    const signIn = {
      grant_type: 'client_credentials',
      client_id: appId,
      client_secret: appPassword,
      scope: '/.default',
    }
    const granted = await fetch(`${url}/${tenantId}/oauth2/v2.0/token`, {
      method: 'POST',
      body: new URLSearchParams(signIn),
    })
    const { access_token } = (await granted.json()) as { access_token: string }
    const path = `/v3/conversations/${marketing}/activities`
    await fetch(`${url}${path}`, {
      method: 'POST',
      headers: { authorization: `Bearer ${access_token}`, 'content-type': 'application/json' },
      body: JSON.stringify({ type: 'message', text: canary() }),
    })
    expect(foundIn(chatContents('teams'))).toEqual([`teams POST ${path}`])
  })

  test('in what a port serves', async () => {
    const server = createServer((request, response) => response.end(request.url === '/metrics' ? canary() : 'ok'))
    await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening))
    const address = server.address()
    const port = typeof address === 'object' ? address?.port : undefined
    expect(foundIn(await webContents(`http://127.0.0.1:${port}`))).toEqual(['web /metrics'])
    await new Promise((closed) => server.close(closed))
  })

  test('in what a command prints', async () => {
    const unknown = await printed(stage, [canary()], 2)
    expect(foundIn([unknown])).toEqual([unknown.place])
  })

  test('in what a process writes as it dies', async () => {
    const idle = ['-e', 'console.log("ready"); setInterval(() => undefined, 1_000)']
    const bytes = await lastWords('thrown', idle, { ...process.env, CANARY: canary() })
    expect(foundIn([{ place: 'stderr', bytes }])).toEqual(['stderr'])
  })
})
