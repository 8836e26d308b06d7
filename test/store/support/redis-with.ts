import { onTestFinished } from 'vitest'
import { type PrivateRedis, startRedis } from '../../../src/sandbox/redis/start-redis.ts'
import type { RedisConnection } from '../../../src/store/connect.ts'
import { connectTo } from './store-world.ts'

/** A Redis of its own for one test, with or without an append-only file. */
export const redisWith = async (
  appendonly: boolean,
): Promise<{ readonly server: PrivateRedis; readonly redis: RedisConnection }> => {
  const server = await startRedis({ appendonly })
  onTestFinished(() => server.close())
  const redis = connectTo(server.url)
  onTestFinished(() => redis.disconnect())
  return { server, redis }
}
