import { Worker } from 'bullmq'
import { Redis } from 'ioredis'

const [url = '', queue = ''] = process.argv.slice(2)

/** A job that never ends by itself, with everything else as BullMQ has it. */
const worker = new Worker(
  queue,
  async () => {
    process.stdout.write('working\n')
    await new Promise((resolve) => setTimeout(resolve, 600_000))
  },
  { connection: new Redis(url, { maxRetriesPerRequest: null }) },
)
await worker.waitUntilReady()
process.stdout.write('ready\n')
