import { Queue } from 'bullmq'
import type { DueItem } from '../core/ports/records.ts'
import type { Wakeups } from '../core/ports/wakeups.ts'
import { jobOptions, prefix, type QueueConnection } from './queue-options.ts'

export const stepQueue = 'step'

export interface BullWakeups extends Wakeups {
  /** Says it again for what is due; while such a job waits, saying it once more changes nothing. */
  remind(items: readonly DueItem[]): Promise<void>
  counts(): Promise<Readonly<Record<string, number>>>
  close(): Promise<void>
}

/** BullMQ takes no `:` in an id, and none that is a number. */
const idOf = ({ account, id, part }: DueItem): string =>
  `due.${[account, id, part].map((text) => Buffer.from(text).toString('base64url')).join('.')}`

const dataOf = ({ account, id, part }: DueItem): DueItem => ({ account, id, part })

/** Wake-ups by BullMQ: a job holds ids only. A lost one is repaired by the reconciler, so failures are not told. */
export const createBullWakeups = (connection: QueueConnection): BullWakeups => {
  const queue = new Queue(stepQueue, { connection, prefix, defaultJobOptions: jobOptions })
  queue.on('error', () => undefined)
  const add = async (items: readonly DueItem[], named: boolean): Promise<void> => {
    if (items.length === 0) return
    const jobs = items.map((item) => ({
      name: 'look',
      data: dataOf(item),
      ...(named ? { opts: { jobId: idOf(item) } } : {}),
    }))
    await queue.addBulk(jobs)
  }
  return {
    wake: (items) => add(items, false).catch(() => undefined),
    remind: (items) => add(items, true),
    counts: () => queue.getJobCounts('waiting', 'active', 'delayed', 'failed'),
    close: () => queue.close(),
  }
}
