import { expect, onTestFinished, test } from 'vitest'
import { noWait } from './support/crash-seed.ts'
import { startCrashWorld } from './support/crash-world.ts'

test('a step whose calls outlast the reconciler’s looks is not begun a second time by its own worker', async () => {
  const world = await startCrashWorld({ edgeWorkers: [4101], pace: noWait, rate: 1, soakMs: 0 })
  onTestFinished(() => world.close())
  await world.startWorker().ready
  const key = await world.fresh()
  await world.control.mark()
  await world.ask('POST', '/latency', { ms: 150 })
  await world.approve(key)
  expect((await world.untilEnd(key, 60_000))?.state).toBe('succeeded')
  const { calls } = await world.ask<{ calls: readonly { call: string; count: number }[] }>('GET', '/calls')
  const twice = calls.filter(({ call, count }) => /^(POST|DELETE)/.test(call) && count > 1)
  expect(twice).toMatchObject([{ call: 'POST /edgeworkers/v1/ids/:id/activations', count: 2 }])
}, 90_000)
