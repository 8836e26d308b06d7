import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { auditLedger } from '../../src/core/warning/audit-ledger.ts'
import type { Entry } from '../../src/core/warning/entry.ts'
import { createRedisOutbox } from '../../src/store/redis-outbox.ts'
import { aWarning } from './support/a-warning.ts'
import { type LedgerWorld, startLedgerWorld } from './support/ledger-world.ts'

const minuteMs = 60_000
const now = Date.UTC(2026, 2, 3, 12)
const digest = 'slack:C0MARKETING|digest|2026-03-03'
let world: LedgerWorld
beforeAll(async () => {
  world = await startLedgerWorld()
})
beforeEach(() => world.empty())
afterAll(() => world.close())

const write = (one: Entry, ...more: readonly Entry[]) =>
  world.ledger.commit({
    account: 'acme',
    op: world.ids.next(),
    changed: new Map([[one.uuid, [one, ...more]]]),
    expect: new Map(),
    decidedAt: now,
    tells: [],
  })
const audit = () => auditLedger(world, 'acme', now, 9 * 60)
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
  const [again] = (await world.ledger.load('acme')).ledger.cases.get('u-1') ?? []
  expect(again).toMatchObject({ state: 'owed', how: 'at-once', due: now, repeat: 1 })
  expect(await owed()).toEqual([`slack:C0MARKETING|at-once|${new Date(now).toISOString()}`])
  await world.empty()
  await write(told)
  const place = { platform: 'slack' as const, conversation: 'C0MARKETING', message: '1.2' }
  await world.ledger.savePlace(digest, { place, rendered: 'x', at: now, carried: [] })
  expect(await audit()).toEqual({ late: [], lost: [], decidedAt: now })
  expect(await owed()).toEqual([])
})

test('what stands nowhere is told again by its most urgent line alone', async () => {
  const mild = aWarning({ threshold: 14, state: 'sent', toldAt: now - 60 * minuteMs, message: 'gone' })
  const urgent = aWarning({ state: 'sent', toldAt: now - minuteMs, message: digest })
  await write(mild, urgent)
  expect((await audit()).lost).toEqual([urgent])
  await world.empty()
  await write(mild, { ...urgent, state: 'acknowledged' })
  expect((await audit()).lost).toEqual([])
})

test('what the pager was not told yet is told; what is settled is looked for no more', async () => {
  await write(
    aWarning({ destination: 'page', state: 'resolved', pagerOwed: 'resolve', toldAt: now, message: 'page|acme|u-1' }),
  )
  expect((await audit()).late).toEqual(['page|acme|u-1'])
  await world.empty()
  await write(aWarning({ state: 'resolved', toldAt: now - minuteMs, message: digest }))
  expect(await audit()).toEqual({ late: [], lost: [], decidedAt: now })
})
