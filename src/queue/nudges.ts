import { Queue } from 'bullmq'
import { jobOptions, prefix, type QueueConnection } from './queue-options.ts'

export interface Nudges {
  /** Wakes some worker of this queue. A lost nudge is repaired by the next look. */
  nudge(): void
  close(): Promise<void>
}

/** Tells workers that there is something to take: commands that were released, messages that are owed. */
export const createNudges = (name: 'command' | 'post', connection: QueueConnection): Nudges => {
  const queue = new Queue(name, { connection, prefix, defaultJobOptions: jobOptions })
  queue.on('error', () => undefined)
  return {
    nudge: () => void queue.add('take', {}).catch(() => undefined),
    close: () => queue.close(),
  }
}
