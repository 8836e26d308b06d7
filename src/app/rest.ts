import { setTimeout as wait } from 'node:timers/promises'

/** However fast the clock runs, Akamai is not asked more often than this. Wall time. */
const restMs = 1_000

export const rest = (stop: AbortSignal): Promise<void> =>
  wait(restMs, undefined, { signal: stop, ref: false }).catch(() => undefined)
