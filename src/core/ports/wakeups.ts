import type { DueItem } from './records.ts'

/** Delivers "look at this now" to some worker. A lost wake-up is repaired by the reconciler; a double one is harmless. */
export interface Wakeups {
  wake(items: readonly DueItem[]): Promise<void>
}
