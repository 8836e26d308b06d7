import { setTimeout as wait } from 'node:timers/promises'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { type LaneOptions, startLane } from '../../src/queue/lane.ts'
import { createNudges } from '../../src/queue/nudges.ts'
import { type QueueWorld, startQueueWorld, times, until } from './support/queue-world.ts'

let world: QueueWorld
let waiting: string[]
let done: string[]

beforeEach(async () => {
  world = await startQueueWorld()
  waiting = []
  done = []
})
afterEach(() => world.close())

const lane = (options: Partial<LaneOptions<string>> = {}) => {
  const started = startLane<string>({
    name: 'command',
    connection: world.blocking(),
    concurrency: 2,
    times,
    everyMs: 60_000,
    log: world.log,
    take: async (limit) => waiting.splice(0, limit),
    keyOf: (one) => one,
    run: async (one) => void done.push(one),
    ...options,
  })
  world.onClose(() => started.close(1_000))
  return started
}

test('what waits is done, all of it, with no more hands than there are', async () => {
  waiting = Array.from({ length: 9 }, (_, n) => `${n}`)
  let [now, most] = [0, 0]
  lane({
    run: async (one) => {
      now += 1
      most = Math.max(most, now)
      await wait(10)
      now -= 1
      done.push(one)
    },
  })
  await until(() => done.length === 9)
  expect(most).toBe(2)
})

test('a nudge from another process makes it look at once', async () => {
  lane()
  await wait(50)
  const nudges = createNudges({ lane: 'command', connection: world.redis })
  world.onClose(() => nudges.close())
  for (let n = 0; n < 20; n += 1) {
    waiting.push(`${n}`)
    nudges.nudge()
    await until(() => done.length === n + 1, 1_000)
  }
})

test('a nudge in the lane’s own process comes without a way through Redis; those of a moment are one look', async () => {
  let looks = 0
  const started = lane({
    take: async (limit) => {
      looks += 1
      return waiting.splice(0, limit)
    },
  })
  await until(() => looks === 1)
  const nudges = createNudges({ lane: 'elsewhere', connection: world.redis, gatherMs: 20 })
  world.onClose(() => nudges.close())
  nudges.serve(() => started.look())
  for (let n = 0; n < 20; n += 1) nudges.nudge()
  expect(looks).toBe(1)
  await until(() => looks === 2, 1_000)
  await wait(60)
  expect(looks).toBe(2)
  waiting.push('x')
  nudges.nudge()
  await until(() => done.length === 1, 1_000)
})

test('without nudges it looks every now and then', async () => {
  lane({ everyMs: 40 })
  await wait(20)
  waiting.push('x')
  await until(() => done.length === 1, 1_000)
})

test('looks asked for in the middle of a look are not lost', async () => {
  const started = lane({
    take: async (limit) => {
      const taken = waiting.splice(0, limit)
      await wait(5)
      return taken
    },
  })
  for (let n = 0; n < 200; n += 1) {
    waiting.push(`${n}`)
    started.look()
    await wait(n % 7)
  }
  await until(() => done.length === 200, 3_000)
})

test('what the store gives a second time while it is still being done is done once', async () => {
  let gives = 0
  const started = lane({
    take: async () => {
      gives += 1
      return gives <= 2 ? ['slow'] : []
    },
    run: async (one) => {
      await wait(60)
      done.push(one)
    },
  })
  await until(() => done.length === 1)
  started.look()
  await wait(100)
  expect([done, gives >= 2]).toEqual([['slow'], true])
})

test('a failure of one is logged and stops nothing', async () => {
  waiting = ['bad', 'good']
  lane({
    run: async (one) => {
      if (one === 'bad') throw new Error('no')
      done.push(one)
    },
  })
  await until(() => done.length === 1 && world.logged.some((line) => line.startsWith('a task failed')))
})

test('a store that cannot be read is complained of once, and read again', async () => {
  let isGone = true
  waiting = ['x']
  lane({
    everyMs: 20,
    take: async (limit) => {
      if (isGone) throw new Error('Redis gave no answer')
      return waiting.splice(0, limit)
    },
  })
  await wait(120)
  isGone = false
  await until(() => done.length === 1)
  expect(world.logged.filter((line) => line.startsWith('nothing can be taken'))).toHaveLength(1)
})

test('closing waits for what is being done, but not longer than it may', async () => {
  waiting = ['a']
  const quick = lane({ run: async (one) => wait(80).then(() => void done.push(one)) })
  await wait(30)
  expect(await quick.close(2_000)).toBe(true)
  expect(done).toEqual(['a'])
  waiting = ['b']
  const stuck = lane({ run: () => new Promise(() => undefined) })
  await wait(30)
  const from = performance.now()
  expect(await stuck.close(100)).toBe(false)
  expect(performance.now() - from).toBeLessThan(1_000)
})
