import { setTimeout as wait } from 'node:timers/promises'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { Drafts } from '../../src/core/ports/drafts.ts'
import { createRedisDrafts } from '../../src/store/redis-drafts.ts'
import { createMemoryDrafts } from '../fakes/memory-drafts.ts'
import { type StoreWorld, startStoreWorld } from './support/store-world.ts'

let world: StoreWorld
beforeAll(async () => {
  world = await startStoreWorld()
})
beforeEach(() => world.redis.flushall())
afterAll(() => world.close())

const at = 1_795_000_000_000_001
const shown = { version: '1795.abc', digest: 'd1' }

describe.for<[string, () => Drafts]>([
  ['in Redis', () => createRedisDrafts(world.redis)],
  ['in memory', createMemoryDrafts],
])('a form that is filled in, %s', ([, create]) => {
  test('is shown by one at a time, and what was shown is known to the next', async () => {
    const drafts = create()
    expect(await drafts.begin('V1', at)).toEqual({ kind: 'mine' })
    expect(await drafts.begin('V1', at + 1)).toEqual({ kind: 'later' })
    await drafts.end('V1', 0, shown)
    expect(await drafts.begin('V1', at + 1)).toEqual({ kind: 'mine', shown })
    expect(await drafts.begin('V2', at)).toEqual({ kind: 'mine' })
  })

  test('goes to the newest keystroke alone, to the microsecond, also when it came first', async () => {
    const drafts = create()
    await drafts.begin('V1', at + 1)
    expect(await drafts.begin('V1', at)).toEqual({ kind: 'superseded' })
    await drafts.end('V1', 0)
    expect(await drafts.begin('V1', at)).toEqual({ kind: 'superseded' })
    expect(await drafts.begin('V1', at + 1)).toEqual({ kind: 'mine' })
  })

  test('rests after each turn, and a turn that showed nothing new forgets nothing', async () => {
    const drafts = create()
    await drafts.begin('V1', at)
    await drafts.end('V1', 500, shown)
    expect(await drafts.begin('V1', at + 1)).toEqual({ kind: 'later' })
    await wait(550)
    expect(await drafts.begin('V1', at + 1)).toEqual({ kind: 'mine', shown })
    await drafts.end('V1', 0)
    expect(await drafts.begin('V1', at + 2)).toEqual({ kind: 'mine', shown })
  })

  test('of sixteen at once one has the turn', async () => {
    const drafts = create()
    const turns = await Promise.all(Array.from({ length: 16 }, () => drafts.begin('V1', at)))
    expect(turns.filter(({ kind }) => kind === 'mine')).toHaveLength(1)
  })
})

test('in Redis it is forgotten after an hour', async () => {
  const drafts = createRedisDrafts(world.redis)
  await drafts.begin('V1', at)
  await drafts.end('V1', 0, shown)
  const [key = ''] = await world.redis.keys('*draft*')
  const left = await world.redis.pttl(key)
  expect(left).toBeGreaterThan(3_500_000)
  expect(left).toBeLessThanOrEqual(3_600_000)
})
