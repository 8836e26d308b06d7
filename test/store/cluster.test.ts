import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Inventory } from '../../src/core/inventory/inventory.ts'
import { Secret } from '../../src/core/token/secret.ts'
import { createBullWakeups } from '../../src/queue/bull-wakeups.ts'
import { RunningItems } from '../../src/queue/running-items.ts'
import { startStepWorkers } from '../../src/queue/step-workers.ts'
import { connectRedis, type RedisConnection } from '../../src/store/connect.ts'
import { type Heartbeat, startHeartbeat } from '../../src/store/heartbeat.ts'
import { createRedisInbox } from '../../src/store/redis-inbox.ts'
import { createRedisInventories } from '../../src/store/redis-inventories.ts'
import { createRedisLease } from '../../src/store/redis-lease.ts'
import { createRedisOutbox } from '../../src/store/redis-outbox.ts'
import { createRedisQuota } from '../../src/store/redis-quota.ts'
import { createRedisRecords } from '../../src/store/redis-records.ts'
import { aChange, aNewRecord } from './support/a-record.ts'
import { askOnce, plain, type SpecialServer, startServer } from './support/start-server.ts'
import { SetClock, times } from './support/store-world.ts'

let server: SpecialServer
let redis: RedisConnection
let blocking: RedisConnection
let heartbeat: Heartbeat
const clock = new SetClock()

/** One node that owns every slot still refuses keys of two slots in one command. */
const isClusterUp = async (port: number): Promise<void> => {
  await askOnce(port, 'CLUSTER', 'ADDSLOTSRANGE', '0', '16383').catch(() => undefined)
  if (!String(await askOnce(port, 'CLUSTER', 'INFO')).includes('cluster_state:ok')) throw new Error('not yet')
}

beforeAll(async () => {
  server = await startServer(
    (port, dir) => plain(dir, '--port', `${port}`, '--cluster-enabled', 'yes', '--cluster-announce-ip', '127.0.0.1'),
    isClusterUp,
  )
  const address = { url: Secret.of(`redis://127.0.0.1:${server.port}`), cluster: true }
  redis = connectRedis(address, { role: 'command' })
  blocking = connectRedis(address, { role: 'blocking' })
  heartbeat = await startHeartbeat({ redis, worker: 'one', times })
})
afterAll(async () => {
  await heartbeat.stop()
  redis.disconnect()
  blocking.disconnect()
  await server.close()
})

test('a cluster keeps everything of ours together', async () => {
  const tools = { redis, heartbeat, clock }
  const records = createRedisRecords(tools)
  const record = await records.create('acme', aNewRecord({ due: { _: 1 }, owed: [{ kind: 'board' }] }))
  const changed = await records.commit(aChange(record, { claim: '_', locks: { take: ['token:a'] } }))
  expect(changed).toMatchObject({ kind: 'ok' })
  expect(await records.fence(record, { record: 2, part: '_', ver: 2 })).toBe(true)
  expect(await records.due(5)).toHaveLength(1)
  expect(await records.open('acme')).toEqual([record])
  const outbox = createRedisOutbox(tools)
  for (const message of await outbox.take(5, 1000)) await outbox.delivered(message)
  expect(await outbox.backlog()).toBe(0)
  const inbox = createRedisInbox(tools)
  const from = { platform: 'slack', workspace: 'T', user: 'U' } as const
  const saved = await inbox.save('d', { kind: 'home', sender: from, reply: { platform: 'slack', data: {} } })
  await inbox.release('id' in saved ? saved.id : '')
  expect(await inbox.take(5, 1000)).toHaveLength(1)
  expect(await createRedisQuota(tools).take('acme', 'activation:STAGING', true)).toEqual({ ok: true })
  const lease = await createRedisLease({ redis, ttlMs: 300 }).hold('watch', new AbortController().signal)
  await lease.release()
  const lists = { tokens: [], edgeWorkers: [], usages: [], problems: [], errors: [], history: [] }
  const inventory: Inventory = { account: 'acme', scannedAt: 1, ...lists }
  await createRedisInventories(redis).save(inventory)
  expect(await createRedisInventories(redis).load('acme')).toEqual(inventory)
})

test('wake-ups pass through a cluster', async () => {
  const log = { debug: () => undefined, info: () => undefined, warn: () => undefined, error: () => undefined }
  const wakeups = createBullWakeups({ connection: redis, log })
  const item = { account: 'acme', id: 'R1', part: '_' }
  const seen = new Promise((resolve) => {
    const queueTimes = { lockMs: 400, stalledMs: 200 }
    const workers = startStepWorkers({
      connection: blocking,
      concurrency: 2,
      times: queueTimes,
      log,
      running: new RunningItems(),
      handle: async (one) => resolve(workers.close(1_000).then(() => one)),
    })
  })
  await wakeups.wake([item])
  expect(await seen).toEqual(item)
  await wakeups.close()
  const keys = await askOnce(server.port, 'KEYS', '*')
  expect(Array.isArray(keys) && keys.length > 10 && keys.every((key) => String(key).startsWith('{ekv}:'))).toBe(true)
})
