import { setTimeout as wait } from 'node:timers/promises'
import { Worker } from 'bullmq'
import type { Log } from '../core/ports/log.ts'
import { prefix, type QueueConnection, type QueueTimes } from './queue-options.ts'

export interface WorkerOptions {
  readonly queue: string
  readonly connection: QueueConnection
  readonly concurrency: number
  readonly times: QueueTimes
  readonly log: Log
  /** What a job means. What it throws is logged here, never kept in Redis. */
  handle(data: unknown): Promise<void>
}

export interface RunningWorker {
  /** Waits for what is running, at most `graceMs`; also when Redis is gone, where BullMQ's own close would hang. */
  close(graceMs?: number): Promise<void>
}

/** Runs one BullMQ worker. Its attempts and failures are hints at most: what is due is decided elsewhere. */
export const runWorker = (options: WorkerOptions): RunningWorker => {
  const { queue, connection, concurrency, times, log } = options
  const running = new Set<Promise<void>>()
  const work = async (data: unknown): Promise<void> => {
    try {
      await options.handle(data)
    } catch (error) {
      log.warn('a job failed; it is looked at again', {
        queue,
        why: error instanceof Error ? error.message : 'unknown',
      })
    }
  }
  const worker = new Worker(
    queue,
    (job) => {
      const done = work(job.data)
      running.add(done)
      return done.finally(() => running.delete(done))
    },
    {
      connection,
      prefix,
      concurrency,
      lockDuration: times.lockMs,
      stalledInterval: times.stalledMs,
      maxStalledCount: 1_000,
      drainDelay: 1,
    },
  )
  worker.on('error', () => undefined)
  return {
    close: async (graceMs = 10_000) => {
      const closing = worker.close().catch(() => undefined)
      await Promise.race([Promise.all([closing, ...running]), wait(graceMs, undefined, { ref: false })])
    },
  }
}
