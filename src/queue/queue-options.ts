import type { Cluster, Redis } from 'ioredis'

/** One hash tag for all keys, so that a cluster keeps them in one slot. */
export const prefix = '{ekv}'

/** A connection that waits for ever, as BullMQ demands: `maxRetriesPerRequest: null`. */
export type QueueConnection = Redis | Cluster

/** Nothing stays in Redis of a job that is over; the reconciler, not BullMQ, brings back what was lost. */
export const jobOptions = { removeOnComplete: true, removeOnFail: true, stackTraceLimit: 0 } as const

/** How fast a dead worker's jobs are noticed. Milliseconds of wall time. */
export interface QueueTimes {
  readonly lockMs: number
  readonly stalledMs: number
  readonly reconcileMs: number
}
