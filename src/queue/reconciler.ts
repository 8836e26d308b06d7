import { setTimeout as wait } from 'node:timers/promises'
import type { Clock } from '../core/ports/clock.ts'
import type { Log } from '../core/ports/log.ts'
import type { Records } from '../core/ports/records.ts'
import type { Wakeups } from '../core/ports/wakeups.ts'

export interface ReconcilerOptions {
  readonly records: Pick<Records, 'due' | 'nextDue'>
  readonly wakeups: Wakeups
  readonly clock: Clock
  readonly log: Log
  /** Between two looks, at most. Milliseconds of wall time. */
  readonly everyMs: number
  /** How many items one look wakes. Default: 500. */
  readonly limit?: number
}

export interface Reconciler {
  close(): Promise<void>
}

/** Two looks are never closer than this, whatever is overdue. */
const breathMs = 20

/** Until the next look is due by wall time, or the next item by the clock port, which may jump. */
const pause = async (
  { clock, everyMs }: ReconcilerOptions,
  next: number | undefined,
  stop: AbortSignal,
): Promise<void> => {
  const over = new AbortController()
  const signal = AbortSignal.any([stop, over.signal])
  const left = next === undefined ? Number.POSITIVE_INFINITY : next - clock.now()
  const tick = wait(everyMs, undefined, { signal }).catch(() => undefined)
  const waits = left > 0 && Number.isFinite(left) ? [tick, clock.sleep(left, signal).catch(() => undefined)] : [tick]
  await Promise.race(waits)
  over.abort()
  await wait(Math.min(breathMs, everyMs), undefined, { signal: stop }).catch(() => undefined)
}

/** One look: wakes what is due, and gives the time at which something is due next. */
const look = async ({ records, wakeups, limit = 500 }: ReconcilerOptions): Promise<number | undefined> => {
  const items = await records.due(limit)
  if (items.length > 0) await wakeups.wake(items)
  return records.nextDue()
}

/**
 * Wakes what is due: the timer of every record, and the repair of every wake-up that was lost. Each worker has one;
 * several wake the same item once.
 */
export const startReconciler = (options: ReconcilerOptions): Reconciler => {
  const stopping = new AbortController()
  const { signal } = stopping
  const run = async (): Promise<void> => {
    let isWell = true
    while (!signal.aborted) {
      let next: number | undefined
      try {
        next = await look(options)
        if (!isWell) options.log.info('the reconciler sees what is due again')
        isWell = true
      } catch (error) {
        if (isWell) options.log.warn('the reconciler cannot see what is due', { why: String(error) })
        isWell = false
      }
      await pause(options, next, signal)
    }
  }
  const running = run()
  return {
    close: async () => {
      stopping.abort()
      await running
    },
  }
}
