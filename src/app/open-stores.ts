import type { Config } from '../config/config.ts'
import type { Clock } from '../core/ports/clock.ts'
import type { Ids } from '../core/ports/ids.ts'
import { connectRedis, type RedisConnection } from '../store/connect.ts'
import { type Heartbeat, startHeartbeat } from '../store/heartbeat.ts'
import { SettleLater } from '../store/records/settle-later.ts'
import { createRedisInbox } from '../store/redis-inbox.ts'
import { createRedisInspections } from '../store/redis-inspections.ts'
import { createRedisInventories } from '../store/redis-inventories.ts'
import { createRedisLease } from '../store/redis-lease.ts'
import { createRedisLedger } from '../store/redis-ledger.ts'
import { createRedisLookRequests } from '../store/redis-look-requests.ts'
import { createRedisOutbox } from '../store/redis-outbox.ts'
import { createRedisQuota } from '../store/redis-quota.ts'
import { createRedisRecords, type RecordsOptions } from '../store/redis-records.ts'
import { createRedisSubscriptions } from '../store/redis-subscriptions.ts'

export interface Stores {
  readonly redis: RedisConnection
  readonly heartbeat: Heartbeat
  readonly records: ReturnType<typeof createRedisRecords>
  /** The same, for steps: a worker does not wait for the trail of what is done, only of what it is about to do. */
  readonly stepRecords: ReturnType<typeof createRedisRecords>
  readonly outbox: ReturnType<typeof createRedisOutbox>
  readonly inbox: ReturnType<typeof createRedisInbox>
  readonly quota: ReturnType<typeof createRedisQuota>
  readonly lease: ReturnType<typeof createRedisLease>
  readonly inventories: ReturnType<typeof createRedisInventories>
  readonly inspections: ReturnType<typeof createRedisInspections>
  readonly ledger: ReturnType<typeof createRedisLedger>
  readonly subscriptions: ReturnType<typeof createRedisSubscriptions>
  readonly lookRequests: ReturnType<typeof createRedisLookRequests>
  close(): Promise<void>
}

/** Everything that rests in Redis, under this process' heartbeat; `told` is what happens after a commit. */
export const openStores = async (
  config: Config,
  clock: Clock,
  ids: Ids,
  told: Pick<RecordsOptions, 'onOwed' | 'onEvents'>,
): Promise<Stores> => {
  const redis = connectRedis(config.redis, { role: 'command' })
  const heartbeat = await startHeartbeat({ redis, worker: ids.next(), times: config.workerTimes })
  const tools = { redis, heartbeat, clock }
  const behind = new SettleLater(tools)
  return {
    redis,
    heartbeat,
    records: createRedisRecords({ ...tools, ...told }),
    stepRecords: createRedisRecords({ ...tools, ...told, behind }),
    outbox: createRedisOutbox(tools),
    inbox: createRedisInbox(tools),
    quota: createRedisQuota(tools),
    lease: createRedisLease({ redis, ttlMs: config.workerTimes.heartbeatTtlMs * 5 }),
    inventories: createRedisInventories(redis),
    inspections: createRedisInspections(redis),
    ledger: createRedisLedger({ redis, ...(told.onOwed === undefined ? {} : { onOwed: told.onOwed }) }),
    subscriptions: createRedisSubscriptions(redis),
    lookRequests: createRedisLookRequests(redis),
    close: async () => {
      await behind.flush()
      await heartbeat.stop()
      redis.disconnect()
    },
  }
}
