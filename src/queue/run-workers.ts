import { Worker, type WorkerOptions } from 'bullmq'
import type { Log } from '../core/ports/log.ts'
import { queuePrefix } from './queue-names.ts'
import { within } from './within.ts'

/** Milliseconds of wall time. */
export interface QueueTimes {
  /** A job whose worker has not renewed its lock for so long is given to another. */
  readonly lockMs: number
  /** How often that is looked for. */
  readonly stalledMs: number
}

export interface WorkersOptions<Item> {
  readonly queue: string
  /** One that waits for ever, as BullMQ demands of workers. */
  readonly connection: WorkerOptions['connection']
  readonly concurrency: number
  readonly times: QueueTimes
  readonly log: Log
  /** Job data into what is handled; undefined for what is not ours. */
  read(data: unknown): Item | undefined
  handle(item: Item): Promise<void>
}

export interface Workers {
  /** Starts nothing more and waits for what runs, at most so long. True when all of it ended. */
  close(limitMs: number): Promise<boolean>
}

/** BullMQ keeps an error's text in Redis and hands it to every listener: ours says nothing. */
const failedText = 'It failed; the log says why.'

const nameOf = (error: unknown): string => (error instanceof Error ? error.name : typeof error)
const messageOf = (error: unknown): string => (error instanceof Error ? error.message : 'unknown')

const processorOf =
  <Item>({ queue, read, handle, log }: WorkersOptions<Item>) =>
  async (job: { readonly data: unknown }): Promise<void> => {
    const item = read(job.data)
    if (item === undefined) return log.warn('a job of another shape was thrown away', { queue })
    try {
      await handle(item)
    } catch (error) {
      log.warn('a job failed', { queue, error: nameOf(error), why: messageOf(error) })
      throw new Error(failedText)
    }
  }

/** Starts handling a queue's jobs. A job of a worker that died is handled again, however often that happens. */
export const startWorkers = <Item>(options: WorkersOptions<Item>): Workers => {
  const { queue, connection, concurrency, times, log } = options
  const worker = new Worker(queue, processorOf(options), {
    connection,
    prefix: queuePrefix,
    concurrency,
    lockDuration: times.lockMs,
    stalledInterval: times.stalledMs,
    maxStalledCount: 1_000,
    removeOnComplete: { count: 0 },
    removeOnFail: { count: 0 },
  })
  // A lost connection comes by here each time it is tried again.
  worker.on('error', (error) => log.debug('the queue has trouble', { queue, error: error.name }))
  return {
    close: async (limitMs) => {
      // Never settles without Redis (bullmq#4656).
      const closed = await within(
        limitMs,
        worker.close().then(() => true),
      )
      if (closed === undefined) worker.disconnect().catch(() => undefined)
      return closed ?? false
    },
  }
}
