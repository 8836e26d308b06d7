import { afterAll, beforeAll, expect, test } from 'vitest'
import { keepScanning } from '../../src/app/keep-scanning.ts'
import type { WatchTools } from '../../src/app/watch-tools.ts'
import type { Inventory } from '../../src/core/inventory/inventory.ts'
import type { Quota } from '../../src/core/ports/quota.ts'
import { type ScanWorld, startScanWorld } from '../core/inventory/support/scan-world.ts'
import { createMemoryLog } from '../fakes/memory-log.ts'

let world: ScanWorld
beforeAll(async () => {
  world = await startScanWorld()
})
afterAll(() => world.close())

/** Runs the loop over so many sleeps of a clock that jumps; `edgeKv` stands in for the real one. */
const run = async (sleeps: number, { edgeKv = world.tools.edgeKv, scanEveryMs = 3_600_000 } = {}) => {
  let now = world.clock.now()
  let saved: Inventory | undefined
  const done: string[] = []
  const stopping = new AbortController()
  const seen: unknown[] = []
  const observe: Quota['observe'] = async (...correction) => void seen.push(correction)
  const tools = { ...world.tools, edgeKv, now: () => now, quota: { observe } }
  const inventories = {
    load: async () => saved,
    begin: async () => 1,
    save: async (one: Inventory) => {
      saved = one
      return 'ok'
    },
  }
  const chat = { planToolsFor: () => ({ ...tools, inventories }), inventories, records: { open: async () => [] } }
  const watch = {
    chat,
    log: createMemoryLog(),
    clock: {
      now: () => now,
      sleep: async (ms: number) => {
        done.push(`sleep ${ms / 60_000}m`)
        now += ms
        if (done.filter((line) => line.startsWith('sleep')).length >= sleeps) stopping.abort()
      },
    },
    onScanned: async () => void done.push('scanned'),
    onListed: async () => void done.push('listed'),
  }
  await keepScanning(watch as never as WatchTools, { name: 'acme', scanEveryMs } as never, stopping.signal)
  return { done, seen, saved: () => saved }
}

test('the token list is read each five minutes, everything as often as configured', async () => {
  const { done } = await run(3)
  expect(done).toEqual(['scanned', 'sleep 5m', 'listed', 'sleep 5m', 'listed', 'sleep 5m'])
})

test('each full scan learns the account’s own limits on activations', async () => {
  await world.control('/settings', { quotas: { activationsPerDay: 100, activationsPerMinute: 7 } })
  const { seen } = await run(2)
  expect(seen).toEqual([
    ['acme', 'activation:STAGING', [{ limit: 7, per: 'minute' }]],
    ['acme', 'activation:PRODUCTION', [{ limit: 7, per: 'minute' }]],
    ['acme', 'activation:PRODUCTION', [{ limit: 100, per: 'day' }]],
  ])
})

test('a scan goes on where the limits cannot be read', async () => {
  await world.control('/faults', { match: { path: '/limits' }, action: 'status', status: 403 })
  const { done, seen } = await run(2)
  expect({ done, seen }).toEqual({ done: ['scanned', 'sleep 5m', 'listed', 'sleep 5m'], seen: [] })
})

test('a scan that fails is told, keeps the last one, and is tried again when Akamai says', async () => {
  let calls = 0
  const failing = {
    ...world.tools.edgeKv,
    listTokens: async () => {
      calls += 1
      if (calls < 2) return world.tools.edgeKv.listTokens()
      throw Object.assign(new Error('too many calls'), {
        who: 'retry',
        system: 'akamai',
        maybeDone: false,
        status: 429,
        retryAfterMs: 120_000,
      })
    },
  }
  const { done, saved } = await run(2, { edgeKv: failing, scanEveryMs: 300_000 })
  expect(done).toEqual(['scanned', 'sleep 5m', 'sleep 2m'])
  expect(saved()?.failure?.message).toBe('too many calls')
  expect(saved()?.tokens.length).toBeGreaterThan(0)
})
