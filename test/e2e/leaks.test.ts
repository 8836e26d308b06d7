import { appendFileSync, mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { brotliCompressSync, gzipSync } from 'node:zlib'
import { Redis } from 'ioredis'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { askAndApprove, passTheSoak, peopleOf } from '../../src/cli/demo/scripts/people.ts'
import { setExpiringStage } from './support/expiring-stage.ts'
import { findLeaks, type Searched } from './support/find-leaks.ts'
import { folderContents } from './support/folder-contents.ts'
import { redisContents } from './support/redis-contents.ts'

type Stage = Awaited<ReturnType<typeof setExpiringStage>>

interface Canaries {
  readonly values: readonly string[]
  readonly clientSecrets: readonly string[]
}

let stage: Stage
let redis: Redis
let secrets: readonly string[] = []

const canariesOf = async (): Promise<Canaries> => {
  const answer = await fetch(`${stage.sandbox.control.url}/canaries`)
  return (await answer.json()) as Canaries
}

const redisFolder = async (): Promise<string> => ((await redis.config('GET', 'dir')) as string[])[1] ?? ''

const slackContents = (): readonly Searched[] =>
  stage.sandbox.slack
    .effects()
    .map((effect) => ({ place: `slack ${effect.name}`, bytes: Buffer.from(JSON.stringify(effect)) }))

/** Everything that the bot keeps and says: Redis, its append-only file, log, audit trail, temporary files, Slack. */
const everything = async (): Promise<readonly Searched[]> => [
  ...(await redisContents(redis)),
  ...folderContents('aof', await redisFolder()),
  ...folderContents('file', stage.dir),
  ...slackContents(),
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
  secrets = [...new Set([...before.values, ...after.values, ...after.clientSecrets])]
}, 90_000)

afterAll(async () => {
  redis?.disconnect()
  await stage?.close()
})

test('a rotation from value to value leaves no token value and no client secret anywhere', async () => {
  expect(secrets.length).toBeGreaterThanOrEqual(3)
  const all = await everything()
  const kinds = new Set(all.map(({ place }) => place.split(' ')[0]))
  expect([...kinds].sort()).toEqual(['aof', 'file', 'redis', 'slack'])
  expect(all.some(({ place }) => place === 'file bot.log')).toBe(true)
  expect(all.some(({ place }) => /^file audit\/.*jsonl$/.test(place))).toBe(true)
  expect(findLeaks(all, secrets)).toEqual([])
})

describe('a leak is found', () => {
  const canary = (): string => secrets.find((secret) => secret.split('.').length === 3) ?? ''

  test.each<[string, () => Promise<unknown>]>([
    ['redis string planted:string', () => redis.set('planted:string', `x${canary()}`)],
    ['redis string planted:packed', () => redis.set('planted:packed', gzipSync(`{"a":"${canary()}"}`))],
    ['redis string planted:brotli', () => redis.set('planted:brotli', brotliCompressSync(`{"a":"${canary()}"}`))],
    ['redis string planted:part', () => redis.set('planted:part', canary().split('.')[2] ?? '')],
    ['redis hash planted:hash', () => redis.hset('planted:hash', 'field', JSON.stringify({ jwt: canary() }))],
    ['redis hash planted:field', () => redis.hset('planted:field', canary(), '1')],
    ['redis list planted:list', () => redis.rpush('planted:list', 'a', canary())],
    ['redis set planted:set', () => redis.sadd('planted:set', canary())],
    ['redis zset planted:zset', () => redis.zadd('planted:zset', 1, canary())],
    ['redis stream planted:stream', () => redis.xadd('planted:stream', '*', 'data', canary())],
  ])('in %s', async (place, plant) => {
    await plant()
    expect(findLeaks(await redisContents(redis), secrets)).toContain(place)
  })

  test('in the append-only file, even after the key is gone', async () => {
    await redis.set('planted:gone', canary())
    await redis.del('planted:gone')
    const found = findLeaks(folderContents('aof', await redisFolder()), secrets)
    expect(found.some((place) => /\.aof$/.test(place))).toBe(true)
  })

  test.each([
    ['file bot.log', () => appendFileSync(stage.bot.logFile, `{"msg":"${canary()}"}\n`)],
    ['file audit/planted.jsonl', () => writeFileSync(join(stage.auditDir, 'planted.jsonl'), canary())],
    [
      'file tmp/deep/bundle.tgz',
      () => {
        mkdirSync(join(stage.temporary, 'deep'))
        writeFileSync(join(stage.temporary, 'deep', 'bundle.tgz'), gzipSync(`const a = { value: '${canary()}' }`))
      },
    ],
  ])('in %s', (place, plant) => {
    plant()
    expect(findLeaks(folderContents('file', stage.dir), secrets)).toContain(place)
  })

  test('in what is sent to Slack', async () => {
    const { apiUrl, botToken } = stage.sandbox.slack
    await fetch(`${apiUrl}chat.postMessage`, {
      method: 'POST',
      headers: { authorization: `Bearer ${botToken}`, 'content-type': 'application/json' },
      body: JSON.stringify({ channel: 'C0MARKETING', text: canary() }),
    })
    expect(findLeaks(slackContents(), secrets)).toEqual(['slack chat.postMessage'])
  })
})
