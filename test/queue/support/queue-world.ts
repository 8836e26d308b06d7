import { setTimeout as wait } from 'node:timers/promises'
import { Redis } from 'ioredis'
import type { Log } from '../../../src/core/ports/log.ts'
import { type PrivateRedis, startRedis } from '../../../src/sandbox/redis/start-redis.ts'

export const times = { lockMs: 400, stalledMs: 200 }

export interface QueueWorld {
  readonly server: PrivateRedis
  /** For looking into Redis, and for queues: fails fast. */
  readonly redis: Redis
  /** Connections for workers: they wait for ever. */
  blocking(): Redis
  readonly log: Log
  readonly logged: string[]
  /** Ended last first. */
  onClose(end: () => Promise<unknown>): void
  close(): Promise<void>
}

const quietly = (redis: Redis): Redis => redis.on('error', () => undefined)

const listLog = (lines: string[]): Log => {
  const line = (message: string, facts?: object): void => {
    lines.push(`${message} ${JSON.stringify(facts ?? {})}`)
  }
  return { debug: line, info: line, warn: line, error: line }
}

export const startQueueWorld = async (): Promise<QueueWorld> => {
  const server = await startRedis({ appendfsync: 'everysec' })
  const connections: Redis[] = []
  const connect = (retries: number | null): Redis => {
    const redis = quietly(new Redis(server.url, { maxRetriesPerRequest: retries, retryStrategy: () => 100 }))
    connections.push(redis)
    return redis
  }
  const ends: (() => Promise<unknown>)[] = []
  const logged: string[] = []
  return {
    server,
    redis: connect(2),
    blocking: () => connect(null),
    log: listLog(logged),
    logged,
    onClose: (end) => ends.unshift(end),
    close: async () => {
      for (const end of ends) await end()
      for (const redis of connections) redis.disconnect()
      await server.close()
    },
  }
}

export const until = async (isSo: () => boolean | Promise<boolean>, limitMs = 5_000): Promise<void> => {
  const end = Date.now() + limitMs
  while (!(await isSo())) {
    if (Date.now() > end) throw new Error('it did not become so in time')
    await wait(5)
  }
}
