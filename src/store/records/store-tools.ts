import type { Clock } from '../../core/ports/clock.ts'
import type { RedisConnection } from '../connect.ts'
import type { Heartbeat } from '../heartbeat.ts'

/** What the store's adapters are made of. */
export interface StoreTools {
  readonly redis: RedisConnection
  readonly heartbeat: Heartbeat
  readonly clock: Clock
}
