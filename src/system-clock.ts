import { setTimeout as wait } from 'node:timers/promises'
import type { Clock } from './core/ports/clock.ts'

/** Longest wait of one timer; Node's own limit is 2^31 ms. */
const longest = 2_000_000_000

/** The machine's own time. */
export const systemClock: Clock = {
  now: () => Date.now(),
  sleep: async (ms, signal) => {
    const until = Date.now() + ms
    while (Date.now() < until && signal?.aborted !== true)
      await wait(Math.min(longest, until - Date.now()), undefined, {
        ...(signal === undefined ? {} : { signal }),
        ref: false,
      }).catch(() => undefined)
  },
}
