import type { JobsOptions, QueueOptions } from 'bullmq'
import { queuePrefix } from './queue-names.ts'

/** A finished or failed job is gone: its id must be free for the next wake-up. Retrying is the reconciler's. */
const jobOptions: JobsOptions = { removeOnComplete: true, removeOnFail: true, stackTraceLimit: 0, attempts: 1 }

/** BullMQ's events are not read by anybody here. */
export const queueOptions = (connection: QueueOptions['connection']): QueueOptions => ({
  connection,
  prefix: queuePrefix,
  defaultJobOptions: jobOptions,
  streams: { events: { maxLen: 100 } },
})
