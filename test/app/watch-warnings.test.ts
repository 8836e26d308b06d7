import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { createWarningWatch } from '../../src/app/watch-warnings.ts'
import { createMemoryLog } from '../fakes/memory-log.ts'

const digestAt = 9 * 60

test('a digest that falls due while a round is made is decided about right after it', async () => {
  const dir = await mkdtemp(join(tmpdir(), 'watch-'))
  let time = Date.parse('2026-11-24T08:59:59Z')
  const [rounds, slept]: [number[], number[]] = [[], []]
  const stop = new AbortController()
  const load = async () => {
    rounds.push(time)
    time += 2_000
    if (rounds.length === 2) stop.abort()
    return undefined
  }
  const sleep = async (ms: number) => {
    slept.push(ms)
    time += ms
  }
  const config = { accounts: [{ name: 'acme' }], audit: { dir }, warnings: { digestAt } }
  const chat = { inventories: { load }, warnings: {}, clock: { now: () => time, sleep } }
  await createWarningWatch(config as never, chat as never, createMemoryLog()).keepWatching(stop.signal)
  expect(rounds.map((at) => new Date(at).toISOString().slice(11, 19))).toEqual(['08:59:59', '09:00:01'])
  expect(slept[0]).toBe(0)
  await rm(dir, { recursive: true, force: true })
})

test('a round that cannot decide says so, in the log too', async () => {
  const log = createMemoryLog()
  const dir = await mkdtemp(join(tmpdir(), 'watch-'))
  const config = { accounts: [{ name: 'acme' }], audit: { dir }, warnings: { digestAt } }
  const chat = { inventories: { load: () => Promise.reject(new Error('Redis is gone')) }, warnings: {} }
  expect(await createWarningWatch(config as never, chat as never, log).round('acme')).toBe(false)
  expect(log.lines.map(({ facts }) => facts)).toEqual([{ account: 'acme', why: 'Redis is gone' }])
  await rm(dir, { recursive: true, force: true })
})
