import { afterEach, beforeEach, expect, test } from 'vitest'
import { outsideFailureOf } from '../../src/core/token/outside-failure-of.ts'
import { createRedisInbox } from '../../src/store/redis-inbox.ts'
import { createRedisOutbox } from '../../src/store/redis-outbox.ts'
import { createRedisRecords } from '../../src/store/redis-records.ts'
import { aChange, aNewRecord } from './support/a-record.ts'
import { type ReplyProxy, startProxy } from './support/start-proxy.ts'
import { type StoreWorld, startStoreWorld } from './support/store-world.ts'

let world: StoreWorld
let proxy: ReplyProxy
const make = aNewRecord({ events: [{ what: 'request.asked', actor: { kind: 'bot' } }] })

beforeEach(async () => {
  world = await startStoreWorld()
  proxy = await startProxy(world.server.port)
})
afterEach(async () => {
  await world.close()
  await proxy.close()
})

test('a change whose answer was lost happens once and is answered as done', async () => {
  const worker = await world.worker('one', proxy.url)
  const records = createRedisRecords(worker)
  for (let round = 0; round < 6; round += 1) {
    const record = await records.create('acme', make)
    proxy.dropNextReply()
    const change = aChange(record, {
      expect: { record: 1 },
      record,
      events: [{ what: 'request.vote', actor: { kind: 'bot' } }],
    })
    expect(await records.commit(change)).toMatchObject({ kind: 'ok', record: 2 })
    expect(await records.history(record)).toHaveLength(2)
  }
})

test('a new record whose answer was lost is saved once', async () => {
  const records = createRedisRecords(await world.worker('one', proxy.url))
  for (let round = 0; round < 4; round += 1) {
    const record = await records.create('acme', (id, mark) => {
      proxy.dropNextReply()
      return make(id, mark)
    })
    expect(await records.load(record)).toMatchObject({ record: { ver: 1 } })
    expect(await records.history(record)).toHaveLength(1)
  }
  expect(await records.open()).toHaveLength(4)
})

const refusedIn = async (asked: () => Promise<unknown>) => {
  const from = performance.now()
  const failure = outsideFailureOf(
    await asked().then(
      () => undefined,
      (error: unknown) => error,
    ),
  )
  return { ...failure, message: failure?.message, ms: performance.now() - from }
}

test('without Redis every call says within two seconds that somebody must try again', async () => {
  const worker = await world.worker('one')
  const records = createRedisRecords(worker)
  const outbox = createRedisOutbox(worker)
  const record = await records.create('acme', make)
  await world.server.kill()
  const calls = [
    () => records.load(record),
    () => records.commit(aChange(record)),
    () => records.due(1),
    () => records.create('acme', make),
    () => outbox.take(1, 1),
    () => outbox.backlog(),
    () => createRedisInbox(worker).backlog(),
  ]
  for (const failed of await Promise.all(calls.map(refusedIn))) {
    expect(failed).toMatchObject({ system: 'redis', who: 'retry' })
    expect(failed.ms).toBeLessThan(2_000)
  }
  await world.server.restart()
  expect(await records.load(record)).toMatchObject({ record: { value: { id: 'R1' } } })
})

test('a frozen way to Redis is noticed in two seconds, and a change told as failed is not made later', async () => {
  const records = createRedisRecords(await world.worker('one'))
  const record = await records.create('acme', make)
  process.kill(world.server.pid, 'SIGSTOP')
  const failed = await refusedIn(() => records.commit(aChange(record, { expect: { record: 1 }, record })))
  expect(failed).toMatchObject({ system: 'redis', who: 'retry', maybeDone: true })
  expect(failed.ms).toBeLessThan(2_000)
  await new Promise((done) => setTimeout(done, 1_500))
  process.kill(world.server.pid, 'SIGCONT')
  expect(await createRedisRecords(await world.worker('two')).load(record)).toMatchObject({
    record: { ver: 1 },
  })
})

test('no failure shows what was asked or where Redis is', async () => {
  const records = createRedisRecords(await world.worker('one'))
  const record = await records.create('acme', make)
  await world.server.kill()
  const failed = await refusedIn(() => records.commit(aChange(record, { record: { ...record, reason: 'canary' } })))
  expect(failed.message).toContain('saving a change')
  expect(JSON.stringify(failed)).not.toMatch(/canary|127\.0\.0\.1|EVALSHA/)
})
