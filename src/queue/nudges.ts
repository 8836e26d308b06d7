import { randomUUID } from 'node:crypto'
import { Queue, type QueueOptions } from 'bullmq'
import { queueOptions } from './job-options.ts'
import { within } from './within.ts'

export interface Nudges {
  /** Tells some process with that lane to look. Never throws, never waits: a lost one is repaired by the lane's own looks. */
  nudge(): void
  close(): Promise<void>
}

const withinMs = 1_000
/** So many nudges of one process wait at most; BullMQ ignores an id whose last job is not gone yet. */
const waitingAtMost = 16

/** Nudges for one lane. `connection`: one that fails fast. */
export const createNudges = (lane: string, connection: QueueOptions['connection']): Nudges => {
  const queue = new Queue(lane, queueOptions(connection))
  queue.on('error', () => undefined)
  const own = randomUUID()
  let nudges = 0
  return {
    nudge: () => {
      nudges += 1
      queue.add('look', {}, { jobId: `${own}.${nudges % waitingAtMost}` }).catch(() => undefined)
    },
    close: async () => {
      await within(withinMs, queue.close())
    },
  }
}
