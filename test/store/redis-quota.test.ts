import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { Quota, QuotaKind } from '../../src/core/ports/quota.ts'
import { createRedisQuota } from '../../src/store/redis-quota.ts'
import { connectTo, type StoreWorld, startStoreWorld } from './support/store-world.ts'

let world: StoreWorld
let quota: Quota
let elsewhere: Quota
const noon = Date.parse('2027-01-15T12:00:00Z')
/** A slot is free again a second later than Akamai says. */
const minute = 61_000
const staging: QuotaKind = 'activation:STAGING'
const production: QuotaKind = 'activation:PRODUCTION'

beforeAll(async () => {
  world = await startStoreWorld()
  quota = createRedisQuota({ redis: world.redis, clock: world.clock })
})
beforeEach(async () => {
  await world.redis.flushall()
  world.clock.time = noon
})
afterAll(() => world.close())

const takes = async (times: number, kind: QuotaKind = staging, urgent = false, from = quota) => {
  const answers = await Promise.all(Array.from({ length: times }, () => from.take('acme', kind, urgent)))
  return answers.filter(({ ok }) => ok).length
}

describe('the minute', () => {
  test('has twenty activations on each network and twenty uploads', async () => {
    expect([await takes(25), await takes(25, production), await takes(25, 'upload')]).toEqual([20, 20, 20])
    expect(await quota.take('other', staging, false)).toEqual({ ok: true })
  })

  test('slides: a slot is free a minute after it was taken, and the refusal says when', async () => {
    await takes(1)
    world.clock.time += 20_000
    await takes(19)
    expect(await quota.take('acme', staging, false)).toEqual({ ok: false, retryAt: noon + minute })
    world.clock.time = noon + minute - 1
    expect(await takes(1)).toBe(0)
    world.clock.time = noon + minute
    expect(await takes(5)).toBe(1)
  })

  test('is shared by workers on different connections', async () => {
    const other = connectTo(world.server.url)
    elsewhere = createRedisQuota({ redis: other, clock: world.clock })
    for (let round = 0; round < 20; round += 1) {
      const both = await Promise.all([takes(15), takes(15, staging, false, elsewhere)])
      expect(both[0] + both[1]).toBe(20)
      world.clock.time += minute
    }
    other.disconnect()
  })
})

describe('the day', () => {
  test('has five hundred activations on both networks together, and begins anew at midnight UTC', async () => {
    for (let n = 0; n < 26; n += 1) {
      await takes(10)
      await takes(10, production)
      world.clock.time += minute
    }
    expect(await quota.activationsToday('acme')).toEqual({ left: 0, perDay: 500 })
    const midnight = Date.parse('2027-01-16T00:00:00Z')
    expect(await quota.take('acme', staging, true)).toEqual({ ok: false, retryAt: midnight })
    expect(await takes(1, 'upload')).toBe(1)
    world.clock.time = midnight
    expect(await quota.activationsToday('acme')).toEqual({ left: 500, perDay: 500 })
    expect(await takes(1)).toBe(1)
  })
})

describe('who is urgent', () => {
  test('gets the next free slot although others asked for it too', async () => {
    await takes(20)
    expect(await takes(2, staging, true)).toBe(0)
    world.clock.time += minute
    await world.redis.zremrangebyrank('{ekv}:quota:acme:activation:STAGING', 0, 1)
    expect(await takes(30)).toBe(18)
    expect(await takes(3, staging, true)).toBe(2)
  })

  test('does not keep others waiting for ever when nobody comes back for the slot', async () => {
    await takes(20)
    await takes(1, staging, true)
    world.clock.time += minute + 10_001
    expect(await takes(25)).toBe(20)
  })
})

describe('what Akamai says', () => {
  test('counts when it knows of fewer slots than we do, until they are full again', async () => {
    await takes(2)
    await quota.observe('acme', staging, [{ remaining: 3, resetMs: 30_000 }])
    world.clock.time += 1
    expect(await takes(10)).toBe(3)
    expect(await quota.take('acme', staging, false)).toEqual({ ok: false, retryAt: noon + 30_000 })
    world.clock.time = noon + 30_000
    expect(await takes(20)).toBe(15)
  })

  test('after a 429 without figures nothing is sent for a minute', async () => {
    await quota.observe('acme', staging, [{ remaining: 0 }])
    expect(await quota.take('acme', staging, true)).toEqual({ ok: false, retryAt: noon + 60_000 })
    expect(await takes(1, production)).toBe(1)
  })

  test('other limits than the published ones are kept', async () => {
    await quota.observe('acme', staging, [{ limit: 5 }, { limit: 40, per: 'day' }])
    expect(await takes(10)).toBe(5)
    expect(await quota.activationsToday('acme')).toEqual({ left: 35, perDay: 40 })
  })

  test('of the day is told from that of the minute by its reset', async () => {
    await quota.observe('acme', production, [{ remaining: 7, resetMs: 3_600_000 }])
    expect(await quota.activationsToday('acme')).toEqual({ left: 7, perDay: 500 })
    world.clock.time += 1
    expect(await takes(10, production)).toBe(7)
  })
})
