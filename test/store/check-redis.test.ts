import { expect, test } from 'vitest'
import { checkRedis } from '../../src/store/check-redis.ts'
import { redisWith } from './support/redis-with.ts'

test('a Redis with an append-only file that throws nothing away is fine', async () => {
  const { redis } = await redisWith(true)
  const check = await checkRedis(redis)
  expect(check).toMatchObject({ aof: true, noeviction: true, problems: [] })
  expect(check.version).toMatch(/^\d+\.\d+/)
})

test('one that forgets or throws away is told, with what to do', async () => {
  const { redis } = await redisWith(false)
  await redis.call('CONFIG', 'SET', 'maxmemory-policy', 'allkeys-lru')
  const { aof, noeviction, problems } = await checkRedis(redis)
  expect([aof, noeviction]).toEqual([false, false])
  expect(problems.map(({ code }) => code)).toEqual(['no-aof', 'eviction'])
  expect(problems.map(({ advice }) => advice).join()).toContain('maxmemory-policy noeviction')
})

test('a replica is told from a primary', async () => {
  const { redis } = await redisWith(true)
  await redis.call('REPLICAOF', '127.0.0.1', '1')
  expect((await checkRedis(redis)).problems.map(({ code }) => code)).toContain('replica')
})

test('no Redis is a failure, not an answer', async () => {
  const { server, redis } = await redisWith(true)
  await checkRedis(redis)
  await server.kill()
  await expect(checkRedis(redis)).rejects.toMatchObject({ system: 'redis', who: 'retry' })
})
