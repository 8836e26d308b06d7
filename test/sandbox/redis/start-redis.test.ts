import { existsSync } from 'node:fs'
import { mkdtemp, readdir, rm } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Redis } from 'ioredis'
import { afterEach, expect, test } from 'vitest'
import { freePort } from '../../../src/sandbox/redis/free-port.ts'
import { type PrivateRedis, type RedisOptions, startRedis } from '../../../src/sandbox/redis/start-redis.ts'
import { isAlive } from '../../setup/is-alive.ts'

const toEnd: (() => Promise<unknown>)[] = []

afterEach(async () => {
  for (const end of toEnd.splice(0).reverse()) await end()
})

const started = async (options?: RedisOptions): Promise<PrivateRedis> => {
  const redis = await startRedis(options)
  toEnd.push(() => redis.close())
  return redis
}

const client = (redis: PrivateRedis): Redis => {
  const connection = new Redis(redis.url, { retryStrategy: () => 20, maxRetriesPerRequest: 100 })
  connection.on('error', () => {})
  toEnd.push(async () => connection.disconnect())
  return connection
}

test('it never evicts and keeps an append-only file', async () => {
  const redis = client(await started())
  expect(await redis.info('memory')).toContain('maxmemory_policy:noeviction')
  expect(await redis.info('persistence')).toContain('aof_enabled:1')
  expect(await redis.config('GET', 'appendfsync')).toContain('always')
  expect(await redis.config('GET', 'save')).toContain('')
})

test('without an append-only file where that is asked for', async () => {
  const redis = client(await started({ appendonly: false }))
  expect(await redis.info('persistence')).toContain('aof_enabled:0')
})

test('two of them share nothing', async () => {
  const [first, second] = await Promise.all([started(), started()])
  await client(first).set('whose', 'first')
  expect(await client(second).get('whose')).toBeNull()
  expect(first.port).not.toBe(second.port)
  expect(first.dir).not.toBe(second.dir)
})

test('it listens on loopback only', async () => {
  const redis = client(await started())
  expect(await redis.config('GET', 'bind')).toContain('127.0.0.1')
})

test('what was answered outlives a SIGKILL, on the same address', async () => {
  const redis = await started()
  const connection = client(redis)
  const { url, pid } = redis
  await connection.set('answer', '42')
  await redis.kill()
  expect(isAlive(pid)).toBe(false)
  await redis.restart()
  expect(redis.url).toBe(url)
  expect(redis.pid).not.toBe(pid)
  expect(await connection.get('answer')).toBe('42')
})

test('a restart ends the running server first', async () => {
  const redis = await started()
  const { pid } = redis
  await client(redis).set('answer', '42')
  await redis.restart()
  expect(isAlive(pid)).toBe(false)
  expect(await client(redis).get('answer')).toBe('42')
})

test('closing leaves neither process nor folder, also when done twice or after a kill', async () => {
  const redis = await started()
  await redis.close()
  await redis.close()
  expect(isAlive(redis.pid)).toBe(false)
  expect(existsSync(redis.dir)).toBe(false)
  const killed = await started()
  await killed.kill()
  await killed.close()
  expect(existsSync(killed.dir)).toBe(false)
})

test('a folder that was given is kept', async () => {
  const dir = await mkdtemp(join(tmpdir(), 'edgekv-chatops-redis-kept-'))
  toEnd.push(() => rm(dir, { recursive: true }))
  const redis = await started({ dir })
  await client(redis).set('answer', '42')
  await redis.close()
  expect(await readdir(dir)).toContain('appendonlydir')
  expect(await client(await started({ dir })).get('answer')).toBe('42')
})

test('a port that was asked for and is taken is refused, and nothing is left behind', async () => {
  const port = await freePort()
  const other = createServer().listen(port, '127.0.0.1')
  toEnd.push(async () => other.close())
  await expect(startRedis({ port })).rejects.toThrow(/did not start.*in use/is)
})
