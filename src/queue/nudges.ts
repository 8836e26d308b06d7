import { randomUUID } from 'node:crypto'
import { Queue, type QueueOptions } from 'bullmq'
import { queueOptions } from './job-options.ts'
import { within } from './within.ts'

export interface Nudges {
  /** Tells some process with that lane to look. Never throws, never waits: a lost one is repaired by the lane's own looks. */
  nudge(): void
  /** From now on this process' own lane is told, without a way through Redis. */
  serve(look: () => void): void
  close(): Promise<void>
}

export interface NudgesOptions {
  readonly lane: string
  /** One that fails fast. */
  readonly connection: QueueOptions['connection']
  /** Nudges within so long become one. Milliseconds of wall time; default: each is told at once. */
  readonly gatherMs?: number
}

const withinMs = 1_000
/** So many nudges of one process wait at most; BullMQ ignores an id whose last job is not gone yet. */
const waitingAtMost = 16

/** Nudges for one lane. */
export const createNudges = ({ lane, connection, gatherMs = 0 }: NudgesOptions): Nudges => {
  const queue = new Queue(lane, queueOptions(connection))
  queue.on('error', () => undefined)
  const own = randomUUID()
  let nudges = 0
  let gathering: NodeJS.Timeout | undefined
  let tell = (): void => {
    nudges += 1
    queue.add('look', {}, { jobId: `${own}.${nudges % waitingAtMost}` }).catch(() => undefined)
  }
  const gathered = (): void => {
    gathering = undefined
    tell()
  }
  return {
    nudge: () => {
      if (gatherMs === 0) tell()
      else gathering ??= setTimeout(gathered, gatherMs)
    },
    serve: (look) => {
      tell = look
    },
    close: async () => {
      clearTimeout(gathering)
      await within(withinMs, queue.close())
    },
  }
}
