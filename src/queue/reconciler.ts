import { setTimeout as wait } from 'node:timers/promises'
import type { Clock } from '../core/ports/clock.ts'
import type { Log } from '../core/ports/log.ts'
import type { DueItem, Records } from '../core/ports/records.ts'

export interface ReconcilerOptions {
  readonly records: Pick<Records, 'due' | 'nextDue'>
  readonly clock: Clock
  readonly log: Log
  /** Wall time between two looks. */
  readonly everyMs: number
  wake(items: readonly DueItem[]): Promise<void>
  /** What else is looked at each time: released commands, owed messages. */
  alsoLook(): void
}

export interface Reconciler {
  close(): Promise<void>
}

const batch = 100
/** However fast the clock runs, Redis is not asked more often than this. Wall time. */
const restMs = 20

const look = async (options: ReconcilerOptions): Promise<void> => {
  const items = await options.records.due(batch)
  if (items.length > 0) await options.wake(items)
  options.alsoLook()
}

/** Resolves at the next due time of the clock port, or never when nothing is due before the next look. */
const untilDue = async ({ records, clock, everyMs }: ReconcilerOptions, stop: AbortSignal): Promise<void> => {
  const next = await records.nextDue().catch(() => undefined)
  const left = next === undefined ? Number.POSITIVE_INFINITY : next - clock.now()
  if (left <= 0) await wait(everyMs, undefined, { signal: stop })
  else if (Number.isFinite(left)) await clock.sleep(left, stop)
  else await wait(everyMs, undefined, { signal: stop })
}

/** Looks at what is due each second, and at once when the next thing becomes due: this is what repairs a lost wake-up. */
export const startReconciler = (options: ReconcilerOptions): Reconciler => {
  const stopping = new AbortController()
  const round = async (): Promise<void> => {
    const turn = new AbortController()
    const stop = AbortSignal.any([stopping.signal, turn.signal])
    const pause = wait(options.everyMs, undefined, { signal: stop }).catch(() => undefined)
    await Promise.race([pause, untilDue(options, stop).catch(() => undefined)])
    turn.abort()
    if (stopping.signal.aborted) return
    await look(options).catch((error: unknown) =>
      options.log.warn('what is due could not be read', { why: error instanceof Error ? error.message : 'unknown' }),
    )
  }
  const running = (async () => {
    while (!stopping.signal.aborted) {
      await round()
      await wait(restMs)
    }
  })()
  return {
    close: async () => {
      stopping.abort()
      await running
    },
  }
}
