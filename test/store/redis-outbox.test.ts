import { setTimeout as wait } from 'node:timers/promises'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import type { Outbox } from '../../src/core/ports/outbox.ts'
import type { Records } from '../../src/core/ports/records.ts'
import type { Owed } from '../../src/core/request/owed.ts'
import type { ActionRecord } from '../../src/core/request/record.ts'
import { createRedisOutbox } from '../../src/store/redis-outbox.ts'
import { createRedisRecords } from '../../src/store/redis-records.ts'
import { aChange, aNewRecord } from './support/a-record.ts'
import { type StoreWorld, startStoreWorld } from './support/store-world.ts'

let world: StoreWorld
let records: Records
let outbox: Outbox
let record: ActionRecord
let told = 0

beforeAll(async () => {
  world = await startStoreWorld()
  const worker = await world.worker('w')
  records = createRedisRecords({
    ...worker,
    onOwed: () => {
      told += 1
    },
  })
  outbox = createRedisOutbox(worker)
})
beforeEach(async () => {
  await world.redis.flushall()
  record = await records.create('acme', aNewRecord())
  told = 0
})
afterAll(() => world.close())

const board: Owed = { kind: 'board' }
const owe = (...owed: Owed[]) => records.commit(aChange(record, { owed }))
const only = async (leaseMs = 60_000) => {
  const taken = await outbox.take(10, leaseMs)
  const [message] = taken
  if (message === undefined || taken.length !== 1) throw new Error(`${taken.length} messages were due`)
  return message
}

test('a message owed by a commit is given once while it is being sent, and is gone when delivered', async () => {
  await owe(board)
  expect(told).toBe(1)
  const message = await only()
  expect(message).toMatchObject({ key: 'board:acme/R1', account: 'acme', id: 'R1', owed: board, tries: 0 })
  expect(await outbox.take(10, 60_000)).toEqual([])
  expect(await outbox.backlog()).toBe(1)
  await outbox.delivered(message)
  expect(await outbox.backlog()).toBe(0)
  expect(await world.redis.keys('*outbox:message*')).toEqual([])
})

test('a refused commit owes nothing', async () => {
  await records.commit(aChange(record, { expect: { record: 7 }, owed: [board] }))
  expect(await outbox.backlog()).toBe(0)
  expect(told).toBe(0)
})

test('the same board is owed once, however often it changed before it was sent', async () => {
  for (let n = 0; n < 5; n += 1) await owe(board)
  await outbox.delivered(await only())
  expect(await outbox.backlog()).toBe(0)
})

test('a board that changed while it was being sent is owed again, from its first try on', async () => {
  await owe(board)
  const first = await only()
  await owe(board)
  expect(await outbox.take(10, 60_000)).toEqual([])
  await outbox.delivered(first)
  const second = await only()
  expect(second.tries).toBe(0)
  await outbox.delivered(second)
  expect(await outbox.backlog()).toBe(0)
})

test('a message whose sender died comes back, and says that it may have been sent', async () => {
  await owe(board)
  await only(50)
  await wait(80)
  expect((await only()).tries).toBe(1)
})

test('a sender whose time ran out cannot settle what another is sending', async () => {
  await owe(board)
  const slow = await only(30)
  await wait(60)
  const second = await only()
  await outbox.delivered(slow)
  await outbox.later(slow, 0)
  expect(await outbox.backlog()).toBe(1)
  expect(await outbox.take(10, 60_000)).toEqual([])
  await outbox.delivered({ ...second })
  expect(await outbox.backlog()).toBe(0)
  await owe(board)
  const third = await only()
  await outbox.delivered(slow)
  expect(await outbox.backlog()).toBe(1)
  await outbox.delivered(third)
})

test('a message put off comes back after that time, with its tries', async () => {
  await owe(board)
  await outbox.later(await only(), 60)
  await owe(board)
  expect(await outbox.take(10, 1000)).toEqual([])
  await wait(90)
  expect((await only()).tries).toBe(1)
})

test('a message given up is kept for the operator', async () => {
  await owe(board)
  await outbox.dropped(await only(), 'the channel is gone')
  expect(await outbox.backlog()).toBe(0)
  const [note] = await world.redis.lrange('{ekv}:outbox:dropped', 0, -1)
  expect(JSON.parse(note ?? '')).toMatchObject({ key: 'board:acme/R1', why: 'the channel is gone' })
})

test('each notice is a message of its own, each place one of its own', async () => {
  const held: Owed = { kind: 'notice', notice: 'held', to: 'thread' }
  const place = (id: string): Owed => ({ kind: 'place', to: { kind: 'channel', platform: 'slack', id } })
  await owe(held, place('C1'), place('C2'))
  await owe(held, place('C1'))
  expect((await outbox.take(10, 1000)).map(({ owed }) => owed.kind).toSorted()).toEqual([
    'notice',
    'notice',
    'place',
    'place',
  ])
})

test('of 8 senders each message goes to one', async () => {
  for (let round = 0; round < 20; round += 1) {
    await owe(...Array.from({ length: 10 }, (): Owed => ({ kind: 'notice', notice: 'reminder', to: 'thread' })), board)
    const taken = (await Promise.all(Array.from({ length: 8 }, () => outbox.take(3, 60_000)))).flat()
    expect(new Set(taken.map(({ key }) => key)).size).toBe(taken.length)
    await Promise.all(taken.map((message) => outbox.delivered(message)))
  }
  expect(await outbox.backlog()).toBe(0)
})

test('places are kept beside the record, changed one at a time, and go when it goes', async () => {
  const at = (message: string) => ({ place: { platform: 'slack', conversation: 'C1', message } }) as const
  await outbox.savePlace(record, at('1'))
  await outbox.savePlace(record, at('2'))
  await outbox.savePlace(record, { ...at('1'), rendered: 'abc' })
  await outbox.removePlace(record, at('2'))
  expect(await outbox.places(record)).toEqual([{ ...at('1'), rendered: 'abc' }])
  expect(await world.redis.ttl('{ekv}:places:acme:R1')).toBe(-1)
  await records.commit(aChange(record, { record: { ...record, state: 'denied' } }))
  await outbox.savePlace(record, at('3'))
  expect(await world.redis.ttl('{ekv}:places:acme:R1')).toBeGreaterThan(80 * 86_400)
})
