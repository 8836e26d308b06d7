import { Queue, type QueueOptions } from 'bullmq'
import type { Log } from '../core/ports/log.ts'
import type { DueItem } from '../core/ports/records.ts'
import type { Wakeups } from '../core/ports/wakeups.ts'
import { queueOptions } from './job-options.ts'
import { stepQueue } from './queue-names.ts'
import type { RunningItems } from './running-items.ts'
import { itemId } from './wake-up.ts'
import { within } from './within.ts'

export interface BullWakeupsOptions {
  /** One that fails fast: nobody waits for a wake-up. */
  readonly connection: QueueOptions['connection']
  /** Of the workers in this process, where there are any. */
  readonly running?: RunningItems
  readonly log: Log
}

export interface BullWakeups extends Wakeups {
  /** How many items wait in the queue and how many are at work, on all machines. */
  counts(): Promise<Readonly<Record<string, number>>>
  close(): Promise<void>
}

const wakeWithinMs = 1_000
/** An item waits in the queue once, or a few times where its last job may not be gone yet. */
const idsPerItem = 8

/** Wake-ups through BullMQ. What could not be sent is left to the reconciler: the due time stands in the record's commit. */
export const createBullWakeups = ({ connection, running, log }: BullWakeupsOptions): BullWakeups => {
  const queue = new Queue<DueItem, void, 'look'>(stepQueue, queueOptions(connection))
  queue.on('error', () => undefined)
  let sent = 0
  const jobIdOf = (item: DueItem): string => {
    const own = itemId(item)
    if (running?.hasEndedLately(own) !== true) return own
    sent += 1
    return `${own}.${sent % idsPerItem}`
  }
  const add = async (items: readonly DueItem[]): Promise<true> => {
    await queue.addBulk(
      items.map(({ account, id, part }) => ({
        name: 'look',
        data: { account, id, part },
        opts: { jobId: jobIdOf({ account, id, part }) },
      })),
    )
    return true
  }
  return {
    wake: async (items) => {
      const elsewhere = items.filter((item) => running?.askAgain(itemId(item)) !== true)
      if (elsewhere.length === 0) return
      const added = await within(wakeWithinMs, add(elsewhere)).catch(() => undefined)
      if (added === undefined) log.warn('wake-ups could not be sent; the reconciler will', { items: elsewhere.length })
    },
    counts: () => queue.getJobCounts('waiting', 'active'),
    close: async () => {
      await within(wakeWithinMs, queue.close())
    },
  }
}
