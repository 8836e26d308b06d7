import type { Clock } from '../../../src/core/ports/clock.ts'
import { Secret } from '../../../src/core/token/secret.ts'
import { type PrivateRedis, startRedis } from '../../../src/sandbox/redis/start-redis.ts'
import type { HeartbeatTimes } from '../../../src/store/beats.ts'
import { connectRedis, type RedisConnection } from '../../../src/store/connect.ts'
import { type Heartbeat, startHeartbeat } from '../../../src/store/heartbeat.ts'

/** Real times, cut short. */
export const times: HeartbeatTimes = { heartbeatMs: 100, heartbeatTtlMs: 400, absenceAfterMs: 400 }

/** A clock that stands where it is put. */
export class SetClock implements Clock {
  time: number
  constructor(time = 1_800_000_000_000) {
    this.time = time
  }
  now(): number {
    return this.time
  }
  async sleep(): Promise<void> {}
}

export interface TestWorker {
  readonly redis: RedisConnection
  readonly heartbeat: Heartbeat
  readonly clock: SetClock
  /** Its heartbeat stops as that of a killed process would: nothing is tidied up. */
  die(): void
}

export interface StoreWorld {
  readonly server: PrivateRedis
  readonly redis: RedisConnection
  readonly clock: SetClock
  worker(name: string, url?: string): Promise<TestWorker>
  close(): Promise<void>
}

export const connectTo = (url: string): RedisConnection => connectRedis({ url: Secret.of(url) }, { role: 'command' })

/** A private Redis, and any number of workers on it with one clock that tests put forward. */
export const startStoreWorld = async (): Promise<StoreWorld> => {
  const server = await startRedis({ appendfsync: 'everysec' })
  const redis = connectTo(server.url)
  const clock = new SetClock()
  const workers: TestWorker[] = []
  return {
    server,
    redis,
    clock,
    worker: async (name, url = server.url) => {
      const own = connectTo(url)
      const heartbeat = await startHeartbeat({ redis: own, worker: name, times })
      const worker = { redis: own, heartbeat, clock, die: () => own.disconnect() }
      workers.push(worker)
      return worker
    },
    close: async () => {
      await Promise.all(
        workers.map(async ({ redis: own, heartbeat }) => {
          await heartbeat.stop()
          own.disconnect()
        }),
      )
      redis.disconnect()
      await server.close()
    },
  }
}
