import { setTimeout as wait } from 'node:timers/promises'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { createRedisLease } from '../../src/store/redis-lease.ts'
import { startProxy } from './support/start-proxy.ts'
import { connectTo, type StoreWorld, startStoreWorld } from './support/store-world.ts'

let world: StoreWorld
let ends: (() => unknown)[]
const ttlMs = 600
const never = new AbortController().signal

beforeEach(async () => {
  world = await startStoreWorld()
  ends = []
})
afterEach(async () => {
  for (const end of ends) await end()
  await world.close()
})

const candidate = (url = world.server.url) => {
  const redis = connectTo(url)
  ends.push(() => redis.disconnect())
  return { redis, lease: createRedisLease({ redis, ttlMs }) }
}

test('one of many leads, for as long as it likes', async () => {
  let leaders = 0
  const stop = new AbortController()
  const waiting = Array.from({ length: 8 }, () =>
    candidate()
      .lease.hold('watch', stop.signal)
      .then((held) => {
        leaders += 1
        return held
      }),
  )
  await wait(3 * ttlMs)
  expect(leaders).toBe(1)
  stop.abort()
  const ended = await Promise.allSettled(waiting)
  expect(ended.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
  for (const one of ended) if (one.status === 'fulfilled') await one.value.release()
})

test('when it leaves, another leads at once', async () => {
  const first = await candidate().lease.hold('watch', never)
  const next = candidate().lease.hold('watch', never)
  const from = performance.now()
  await first.release()
  expect(first.signal.aborted).toBe(true)
  const second = await next
  expect(performance.now() - from).toBeLessThan(ttlMs / 3 + 100)
  await second.release()
  expect(await world.redis.keys('{ekv}:lease*')).toEqual([])
})

test('when it dies, another leads soon, and the dead one knew before', async () => {
  const proxy = await startProxy(world.server.port)
  ends.push(() => proxy.close())
  const first = await candidate(proxy.url).lease.hold('watch', never)
  let lostAt = 0
  first.signal.addEventListener('abort', () => {
    lostAt = performance.now()
  })
  const next = candidate().lease.hold('watch', never)
  proxy.freeze()
  const second = await next
  const takenAt = performance.now()
  await wait(50)
  expect(lostAt).toBeGreaterThan(0)
  expect(lostAt).toBeLessThan(takenAt)
  await second.release()
  await first.release()
})

test('leases of other names do not matter, and a candidate stops waiting when told to', async () => {
  const one = await candidate().lease.hold('watch', never)
  const other = await candidate().lease.hold('digest', never)
  const stop = new AbortController()
  const waits = candidate().lease.hold('watch', stop.signal)
  stop.abort()
  await expect(waits).rejects.toThrow('stopped waiting for the lease watch')
  expect(one.signal.aborted).toBe(false)
  await one.release()
  await other.release()
})
