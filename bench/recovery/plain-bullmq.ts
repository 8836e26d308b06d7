import { type ChildProcessByStdio, spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import type { Readable } from 'node:stream'
import { fileURLToPath } from 'node:url'
import { Queue } from 'bullmq'
import { Redis } from 'ioredis'
import { startRedis } from '../../src/sandbox/redis/start-redis.ts'

const program = fileURLToPath(new URL('./plain-worker.ts', import.meta.url))

type Child = ChildProcessByStdio<null, Readable, null>

const start = (url: string, queue: string): Child =>
  spawn(process.execPath, [program, url, queue], { stdio: ['ignore', 'pipe', 'inherit'] })

const says = (child: Child, word: string): Promise<number> =>
  new Promise((resolve) => {
    createInterface({ input: child.stdout }).on('line', (line) => {
      if (line === word) resolve(performance.now())
    })
  })

const recoverOnce = async (url: string, queue: string): Promise<number> => {
  const first = start(url, queue)
  const working = says(first, 'working')
  const connection = new Redis(url, { maxRetriesPerRequest: null })
  const jobs = new Queue(queue, { connection })
  await jobs.add('step', {})
  await working
  const second = start(url, queue)
  try {
    const resumed = says(second, 'working')
    await says(second, 'ready')
    const died = performance.now()
    first.kill('SIGKILL')
    return (await resumed) - died
  } finally {
    second.kill('SIGKILL')
    await once(second, 'exit')
    await jobs.close()
    connection.disconnect()
  }
}

/** How long BullMQ takes, with all of its defaults, until another worker has the job of a killed one. Milliseconds each. */
export const plainBullMq = async (runs: number): Promise<readonly number[]> => {
  const redis = await startRedis()
  try {
    return await Promise.all(Array.from({ length: runs }, (_, n) => recoverOnce(redis.url, `plain${n}`)))
  } finally {
    await redis.close()
  }
}
