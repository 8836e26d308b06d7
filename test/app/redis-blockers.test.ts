import { expect, test } from 'vitest'
import { redisBlockers, tellRedisProblems } from '../../src/app/redis-blockers.ts'
import { createMemoryLog } from '../fakes/memory-log.ts'
import { redisWith } from '../store/support/redis-with.ts'

test('on a Redis without an append-only file no new rotation starts, and the plan says what to do', async () => {
  const { redis } = await redisWith(false)
  const [blocker, ...others] = await redisBlockers(redis, { allowVolatile: false })
  expect(others).toEqual([])
  expect(blocker?.sentence).toMatch(/^No new rotation starts: Redis keeps nothing on disk/)
  expect(blocker?.advice).toContain('ALLOW_VOLATILE_REDIS=1')
  expect(await redisBlockers(redis, { allowVolatile: true })).toEqual([])
})

test('a Redis that keeps what it is given blocks nothing', async () => {
  expect(await redisBlockers((await redisWith(true)).redis, { allowVolatile: false })).toEqual([])
})

test('the log hears at start what is wrong with Redis', async () => {
  const log = createMemoryLog()
  await tellRedisProblems((await redisWith(false)).redis, log)
  expect(log.text()).toContain('Redis keeps nothing on disk')
})
