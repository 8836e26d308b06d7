import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { Redis } from 'ioredis'
import { findRedisServer } from '../../../src/sandbox/redis/find-redis-server.ts'
import { freePort } from '../../../src/sandbox/redis/free-port.ts'

export interface SpecialServer {
  readonly port: number
  readonly dir: string
  close(): Promise<void>
}

/** What every plain server here is told. */
export const plain = (dir: string, ...more: readonly string[]): readonly string[] => [
  ...['--bind', '127.0.0.1', '--dir', dir, '--save', '', '--logfile', '/dev/null'],
  ...more,
]

/** A Redis set up as told, on a port told to `flags`; ready when `isUp` says so. */
export const startServer = async (
  flags: (port: number, dir: string) => readonly string[],
  isUp: (port: number) => Promise<unknown>,
): Promise<SpecialServer> => {
  const dir = await mkdtemp(join(tmpdir(), 'special-redis-'))
  const port = await freePort()
  const program = findRedisServer() ?? 'redis-server'
  const child = spawn(program, flags(port, dir), { stdio: 'ignore' })
  const exit = once(child, 'exit')
  for (let n = 0; n < 200; n += 1) {
    if (
      await isUp(port).then(
        () => true,
        () => false,
      )
    )
      break
    await wait(25)
  }
  return {
    port,
    dir,
    close: async () => {
      child.kill('SIGKILL')
      await exit
      await rm(dir, { recursive: true, force: true })
    },
  }
}

/** One command on a connection of its own, which fails at once. */
export const askOnce = async (port: number, command: string, ...args: readonly string[]): Promise<unknown> => {
  const redis = new Redis(port, '127.0.0.1', { retryStrategy: () => null, maxRetriesPerRequest: 0 })
  redis.on('error', () => undefined)
  try {
    return await redis.call(command, ...args)
  } finally {
    redis.disconnect()
  }
}
