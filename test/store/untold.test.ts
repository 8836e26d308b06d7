import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import type { AuditEvent } from '../../src/core/audit/audit-event.ts'
import { SettleLater } from '../../src/store/records/settle-later.ts'
import { settleUntold, takeUntold } from '../../src/store/records/untold.ts'
import { createRedisRecords } from '../../src/store/redis-records.ts'
import { aChange, aNewRecord } from './support/a-record.ts'
import { type StoreWorld, startStoreWorld, type TestWorker } from './support/store-world.ts'

let world: StoreWorld
let worker: TestWorker
beforeAll(async () => {
  world = await startStoreWorld()
  worker = await world.worker('w-1')
})
beforeEach(() => world.redis.flushall())
afterAll(() => world.close())

const event = { what: 'request.asked', actor: { kind: 'bot' } } as const
/** As if the ten seconds had passed that the process itself has. */
const letPass = async (): Promise<void> => {
  for (const op of (await world.redis.zrange('{ekv}:untold', '0', '-1')).map(String))
    await world.redis.zadd('{ekv}:untold', '0', op)
}
const recordsWith = (onEvents?: (events: readonly AuditEvent[]) => Promise<boolean>) =>
  createRedisRecords({ ...worker, ...(onEvents === undefined ? {} : { onEvents }) })

test('what a process wrote to its trail is owed to nobody, and was written before the commit was answered', async () => {
  const written: AuditEvent[] = []
  const records = recordsWith(async (events) => written.push(...events) > 0)
  const record = await records.create('acme', aNewRecord({ events: [event] }))
  expect(written).toMatchObject([{ what: 'request.asked', account: 'acme', record: 'R1', token: record.ask.token }])
  await records.commit(aChange(record, { op: 'op-a', record: { ...record, state: 'requested' }, events: [event] }))
  expect(written[1]).toMatchObject({ op: 'op-a', facts: { state: 'requested' } })
  expect(await world.redis.keys('{ekv}:untold*')).toEqual([])
})

test('a refused commit, and one without events, owe the trail nothing', async () => {
  const records = recordsWith()
  const record = await records.create('acme', aNewRecord({ events: [] }))
  await records.commit(aChange(record, {}))
  expect(await records.commit(aChange(record, { expect: { record: 99 }, events: [event] }))).toEqual({ kind: 'moved' })
  expect(await world.redis.keys('{ekv}:untold*')).toEqual([])
})

test.for([
  ['ended in between', undefined],
  ['could not write', async () => false],
] as const)('the events of a process that %s are given once to another, with their time', async ([, onEvents]) => {
  const at = world.clock.now()
  const records = recordsWith(onEvents)
  const record = await records.create('acme', aNewRecord({ events: [event] }))
  expect(await takeUntold(worker, 10, 30_000)).toEqual([])
  await letPass()
  const [one, ...more] = await takeUntold(worker, 10, 30_000)
  expect([one, more]).toMatchObject([{ at, events: [{ what: 'request.asked', record: record.id, op: one?.op }] }, []])
  expect(await takeUntold(worker, 10, 30_000)).toEqual([])
  await settleUntold(worker, [one?.op ?? ''])
  expect(await world.redis.keys('{ekv}:untold*')).toEqual([])
})

test('a worker does not wait for its trail; its debts are settled together, and at its end at once', async () => {
  const behind = new SettleLater(worker)
  const written: PromiseWithResolvers<boolean> = Promise.withResolvers()
  const asked: string[] = []
  const onEvents = (_events: readonly AuditEvent[], urgency: string) => {
    asked.push(urgency)
    return written.promise
  }
  const records = createRedisRecords({ ...worker, onEvents, behind })
  const record = await recordsWith(async () => true).create('acme', aNewRecord({ events: [] }))
  for (const op of ['op-c', 'op-d']) await records.commit(aChange(record, { op, expect: {}, events: [event] }))
  expect(await world.redis.zrange('{ekv}:untold', '0', '-1')).toEqual(['op-c', 'op-d'])
  written.resolve(true)
  await new Promise(setImmediate)
  await behind.flush()
  expect(asked).toEqual(['soon', 'soon'])
  expect(await world.redis.keys('{ekv}:untold*')).toEqual([])
})

test('a commit that Redis got twice owes its events once', async () => {
  const records = recordsWith()
  const record = await records.create('acme', aNewRecord({ events: [] }))
  const change = aChange(record, { op: 'op-b', events: [event] })
  expect(await records.commit(change)).toEqual(await records.commit(change))
  await letPass()
  expect((await takeUntold(worker, 10, 0)).map(({ events }) => events.length)).toEqual([1])
})
