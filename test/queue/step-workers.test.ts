import { setTimeout as wait } from 'node:timers/promises'
import type { Redis } from 'ioredis'
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { DueItem } from '../../src/core/ports/records.ts'
import { type BullWakeups, createBullWakeups } from '../../src/queue/bull-wakeups.ts'
import { RunningItems } from '../../src/queue/running-items.ts'
import { startStepWorkers } from '../../src/queue/step-workers.ts'
import { type QueueWorld, startQueueWorld, times, until } from './support/queue-world.ts'

let world: QueueWorld
let wakeups: BullWakeups
const item: DueItem = { account: 'acme', id: 'R42', part: '1234-S' }

beforeEach(async () => {
  world = await startQueueWorld()
  wakeups = createBullWakeups({ connection: world.redis, log: world.log })
  world.onClose(() => wakeups.close())
})
afterEach(() => world.close())

const work = (handle: (item: DueItem) => Promise<void>, connection: Redis = world.blocking()) => {
  const running = new RunningItems()
  const workers = startStepWorkers({ connection, concurrency: 8, times, log: world.log, running, handle })
  const own = createBullWakeups({ connection: world.redis, running, log: world.log })
  world.onClose(() => own.close())
  world.onClose(() => workers.close(300))
  return { workers, wakeups: own }
}
const allText = async (): Promise<string> => {
  const keys = await world.redis.keys('*')
  const texts = await Promise.all(
    keys.map(async (key) => {
      const type = await world.redis.type(key)
      if (type === 'hash') return JSON.stringify(await world.redis.hgetall(key))
      if (type === 'stream') return JSON.stringify(await world.redis.xrange(key, '-', '+'))
      return type
    }),
  )
  return [...keys, ...texts].join('\n')
}

test('an item that is woken up is looked at by one worker, and nothing of it stays', async () => {
  const seen: DueItem[] = []
  for (let n = 0; n < 2; n += 1) work(async (one) => void seen.push(one))
  await wakeups.wake([item, { ...item, part: '_' }])
  await until(() => seen.length === 2)
  await wait(50)
  expect(seen.toSorted((a, b) => a.part.localeCompare(b.part))).toEqual([{ ...item, part: '_' }, item])
  expect(await world.redis.keys('{ekv}:step:acme*')).toEqual([])
  expect((await world.redis.keys('*')).filter((key) => !key.startsWith('{ekv}:'))).toEqual([])
})

test('woken up many times before anybody looks, it is looked at once', async () => {
  for (let n = 0; n < 5; n += 1) await wakeups.wake([item])
  let looks = 0
  work(async () => {
    looks += 1
  })
  await until(() => looks > 0)
  await wait(100)
  expect(looks).toBe(1)
})

test('woken up while it is being looked at, it is looked at once more, never twice at once', async () => {
  for (let round = 0; round < 3; round += 1) {
    const part = `round-${round}`
    let [now, most, looks] = [0, 0, 0]
    const here = work(async (one) => {
      if (one.part !== part) return
      now += 1
      looks += 1
      most = Math.max(most, now)
      await wait(60)
      now -= 1
    })
    await here.wakeups.wake([{ ...item, part }])
    await until(() => now === 1)
    await Promise.all(Array.from({ length: 10 }, () => here.wakeups.wake([{ ...item, part }])))
    await until(() => looks === 2 && now === 0)
    await wait(80)
    expect([most, looks]).toEqual([1, 2])
    await here.workers.close(1_000)
  }
})

test('woken up right after it was looked at, before its job is gone, it is looked at again at once', async () => {
  let looks = 0
  const here = work(async () => {
    looks += 1
    if (looks < 200) setImmediate(() => here.wakeups.wake([item]))
  })
  await here.wakeups.wake([item])
  await until(() => looks === 200)
})

test('a look that fails says nothing in Redis, and the item can be woken up again', async () => {
  let looks = 0
  work(async () => {
    looks += 1
    throw new Error('canary eyJhbGciOi')
  })
  await wakeups.wake([item])
  await until(() => looks === 1 && world.logged.some((line) => line.startsWith('a job failed')))
  await until(async () => (await world.redis.keys('{ekv}:step:acme*')).length === 0)
  expect(await allText()).not.toContain('canary')
  await wakeups.wake([item])
  await until(() => looks === 2)
})

test('the item of a worker that died is given to another soon, however often that happens', async () => {
  let looks = 0
  const doomed: Redis[] = []
  for (let n = 0; n < 3; n += 1) {
    const connection = world.blocking()
    doomed.push(connection)
    const workers = startStepWorkers({
      connection,
      concurrency: 1,
      times,
      log: world.log,
      running: new RunningItems(),
      handle: async () => {
        looks += 1
        await new Promise(() => undefined)
      },
    })
    if (n === 0) await wakeups.wake([item])
    await until(() => looks === n + 1)
    connection.disconnect()
    world.onClose(() => workers.close(10))
  }
  work(async () => {
    looks += 1
  })
  const from = Date.now()
  await until(() => looks === 4)
  expect(Date.now() - from).toBeLessThan(times.lockMs + 2 * times.stalledMs + 1_000)
})

test('closing waits for what runs, and starts nothing more', async () => {
  let done = 0
  const { workers } = work(async () => {
    await wait(150)
    done += 1
  })
  await wakeups.wake([item])
  await until(async () => (await world.redis.llen('{ekv}:step:active')) === 1)
  expect(await workers.close(2_000)).toBe(true)
  expect(done).toBe(1)
  await wakeups.wake([item])
  await wait(100)
  expect(done).toBe(1)
})

test('closing ends in time when a look never ends, and when Redis is gone', async () => {
  const stuck = work(() => new Promise(() => undefined))
  await wakeups.wake([item])
  await until(async () => (await world.redis.llen('{ekv}:step:active')) === 1)
  const from = performance.now()
  expect(await stuck.workers.close(200)).toBe(false)
  const idle = work(async () => undefined)
  await world.server.kill()
  await wait(50)
  await idle.workers.close(200)
  expect(performance.now() - from).toBeLessThan(1_500)
})

test('waking up without Redis ends in a second and leaves it to the reconciler', async () => {
  await world.server.kill()
  const from = performance.now()
  await wakeups.wake([item])
  expect(performance.now() - from).toBeLessThan(1_500)
  expect(world.logged.join()).toContain('the reconciler will')
})
