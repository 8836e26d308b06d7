import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { findRedisServer } from '../../../src/sandbox/redis/find-redis-server.ts'

let folder = ''

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'edgekv-chatops-path-'))
})
afterEach(() => rm(folder, { recursive: true }))

const program = async (where: string, name: string, mode = 0o755): Promise<string> => {
  await mkdir(join(folder, where), { recursive: true })
  await writeFile(join(folder, where, name), '', { mode })
  return join(folder, where, name)
}

const found = (...where: string[]) => findRedisServer(where.map((one) => join(folder, one)).join(':'))

test('valkey-server is preferred to redis-server, wherever on PATH it is', async () => {
  const redis = await program('a', 'redis-server')
  const valkey = await program('b', 'valkey-server')
  expect(found('a', 'b')).toBe(valkey)
  expect(found('a')).toBe(redis)
})

test('what is no program is passed over', async () => {
  await program('a', 'redis-server', 0o644)
  await mkdir(join(folder, 'b', 'redis-server'), { recursive: true })
  const redis = await program('c', 'redis-server')
  expect(found('a', 'b', 'c', 'missing')).toBe(redis)
})

test('off PATH only the one that set-up unpacked counts', async () => {
  await program('a', 'something-else')
  const server = found('a')
  expect(server === undefined || server.endsWith('/.tools/redis/redis-server')).toBe(true)
})
