import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import type { Ledger } from '../../src/core/ports/ledger.ts'
import { auditLedger } from '../../src/core/warning/audit-ledger.ts'
import type { Entry } from '../../src/core/warning/entry.ts'
import { createRedisLedger } from '../../src/store/redis-ledger.ts'
import { createRedisOutbox } from '../../src/store/redis-outbox.ts'
import { aWarning } from './support/a-warning.ts'
import { type StoreWorld, startStoreWorld } from './support/store-world.ts'

const minuteMs = 60_000
const now = Date.UTC(2026, 2, 3, 12)
const digest = 'slack:C0MARKETING|digest|2026-03-03'
let world: StoreWorld
let ledger: Ledger
beforeAll(async () => {
  world = await startStoreWorld()
  ledger = createRedisLedger({ redis: world.redis })
})
beforeEach(() => world.redis.flushall())
afterAll(() => world.close())

let operations = 0
const next = (): string => {
  operations += 1
  return `op-${operations}`
}
const write = (one: Entry, ...more: readonly Entry[]) =>
  ledger.commit({
    account: 'acme',
    op: next(),
    changed: new Map([[one.uuid, [one, ...more]]]),
    expect: new Map(),
    decidedAt: now,
    tells: [],
  })
const audit = () => auditLedger({ ledger, ids: { next } }, 'acme', now, 9 * 60)
const owed = async () =>
  (await createRedisOutbox({ redis: world.redis }).take(10, minuteMs)).map((message) => message.id)

test('what is owed for long and nobody carries is owed once more', async () => {
  await write(aWarning())
  expect(await audit()).toEqual({ late: [digest], lost: [], decidedAt: now })
  expect(await owed()).toEqual([digest])
})

test('what was due a moment ago is on its way', async () => {
  await write(aWarning({ how: 'at-once', due: now - minuteMs }))
  expect((await audit()).late).toEqual([])
  expect(await owed()).toEqual([])
})

test('what counts as told and stands nowhere is told again; what stands is left alone', async () => {
  const told = aWarning({ state: 'sent', toldAt: now - 60 * minuteMs, message: digest })
  await write(told)
  expect((await audit()).lost).toEqual([told])
  const [again] = (await ledger.load('acme')).ledger.cases.get('u-1') ?? []
  expect(again).toMatchObject({ state: 'owed', how: 'at-once', due: now, repeat: 1 })
  expect(await owed()).toEqual([`slack:C0MARKETING|at-once|${new Date(now).toISOString()}`])
  await world.redis.flushall()
  await write(told)
  const place = { platform: 'slack' as const, conversation: 'C0MARKETING', message: '1.2' }
  await ledger.savePlace(digest, { place, rendered: 'x', at: now, carried: [] })
  expect(await audit()).toEqual({ late: [], lost: [], decidedAt: now })
  expect(await owed()).toEqual([])
})

test('what stands nowhere is told again by its most urgent line alone', async () => {
  const mild = aWarning({ threshold: 14, state: 'sent', toldAt: now - 60 * minuteMs, message: 'gone' })
  const urgent = aWarning({ state: 'sent', toldAt: now - minuteMs, message: digest })
  await write(mild, urgent)
  expect((await audit()).lost).toEqual([urgent])
  await world.redis.flushall()
  await write(mild, { ...urgent, state: 'acknowledged' })
  expect((await audit()).lost).toEqual([])
})

test('what the pager was not told yet is told; what is settled is looked for no more', async () => {
  await write(
    aWarning({ destination: 'page', state: 'resolved', pagerOwed: 'resolve', toldAt: now, message: 'page|acme|u-1' }),
  )
  expect((await audit()).late).toEqual(['page|acme|u-1'])
  await world.redis.flushall()
  await write(aWarning({ state: 'resolved', toldAt: now - minuteMs, message: digest }))
  expect(await audit()).toEqual({ late: [], lost: [], decidedAt: now })
})
