import { setTimeout as wait } from 'node:timers/promises'
import { expect, test } from 'vitest'
import type { Clock } from '../../src/core/ports/clock.ts'
import type { DueItem } from '../../src/core/ports/records.ts'
import { startReconciler } from '../../src/queue/reconciler.ts'
import { until } from './support/queue-world.ts'

/** A clock that runs with the wall, from wherever it is put. */
const jumpingClock = () => {
  let ahead = 0
  const clock: Clock = {
    now: () => Date.now() + ahead,
    sleep: async (ms, signal) => {
      const end = clock.now() + ms
      while (clock.now() < end && signal?.aborted !== true) await wait(5)
    },
  }
  return {
    clock,
    jump: (ms: number) => {
      ahead += ms
    },
  }
}

/** Due items in memory; waking one settles it. */
const setUp = (dueIn: Record<string, number>, everyMs: number) => {
  const { clock, jump } = jumpingClock()
  const logged: string[] = []
  const line = (message: string): void => void logged.push(message)
  const due = new Map(Object.entries(dueIn).map(([part, ms]) => [part, clock.now() + ms]))
  const woken: string[] = []
  let isGone = false
  const records = {
    due: async (limit: number): Promise<readonly DueItem[]> => {
      if (isGone) throw new Error('Redis gave no answer')
      const ready = [...due].filter(([, at]) => at <= clock.now()).slice(0, limit)
      return ready.map(([part]) => ({ account: 'acme', id: 'R1', part }))
    },
    nextDue: async () => (due.size === 0 ? undefined : Math.min(...due.values())),
  }
  const wakeups = {
    wake: async (items: readonly DueItem[]) => {
      for (const { part } of items) if (due.delete(part)) woken.push(part)
    },
  }
  const log = { debug: line, info: line, warn: line, error: line }
  const reconciler = startReconciler({ records, wakeups, clock, log, everyMs })
  return {
    reconciler,
    woken,
    jump,
    logged,
    setGone: (is: boolean) => {
      isGone = is
    },
  }
}

test('what is overdue is woken up at once', async () => {
  const { reconciler, woken } = setUp({ late: -1 }, 10_000)
  await until(() => woken.length === 1)
  await reconciler.close()
})

test('what becomes due is woken up then, not at the next look', async () => {
  const { reconciler, woken } = setUp({ soon: 120, later: 60_000 }, 10_000)
  const from = Date.now()
  await until(() => woken.length === 1)
  expect(Date.now() - from).toBeGreaterThanOrEqual(115)
  expect(Date.now() - from).toBeLessThan(600)
  await reconciler.close()
})

test('what is due in seven days is woken up at once when the clock jumps there', async () => {
  const { reconciler, woken, jump } = setUp({ soak: 7 * 86_400_000 }, 10_000)
  await wait(50)
  expect(woken).toEqual([])
  jump(7 * 86_400_000)
  await until(() => woken.length === 1, 1_000)
  await reconciler.close()
})

test('it goes on when Redis comes back, and complains once', async () => {
  const { reconciler, woken, logged, setGone } = setUp({ a: 100 }, 30)
  setGone(true)
  await wait(300)
  setGone(false)
  await until(() => woken.length === 1)
  expect(logged).toEqual(['the reconciler cannot see what is due', 'the reconciler sees what is due again'])
  await reconciler.close()
})

test('it ends at once', async () => {
  const { reconciler } = setUp({ soak: 60_000 }, 60_000)
  await wait(40)
  const from = performance.now()
  await reconciler.close()
  expect(performance.now() - from).toBeLessThan(200)
})
