import { setTimeout as wait } from 'node:timers/promises'
import type { Log } from '../core/ports/log.ts'
import { type QueueTimes, startWorkers, type WorkersOptions } from './run-workers.ts'
import { RunningItems } from './running-items.ts'
import { within } from './within.ts'

export interface LaneOptions<Item> {
  /** Also the name of the queue on which other processes say "look". */
  readonly name: string
  readonly connection: WorkersOptions<Item>['connection']
  readonly concurrency: number
  readonly times: QueueTimes
  /** How often it looks by itself: the repair of every nudge that was lost. Milliseconds of wall time. */
  readonly everyMs: number
  readonly log: Log
  /** Takes up to that many from the store, for this process alone. */
  take(limit: number): Promise<readonly Item[]>
  keyOf(item: Item): string
  /** Does it and settles it. What it throws is logged, and the item comes back when the store says so. */
  run(item: Item): Promise<void>
}

export interface Lane {
  /** Something may be there: looks at once. */
  look(): void
  /** Takes nothing more and waits for what runs, at most so long. True when all of it ended. */
  close(limitMs: number): Promise<boolean>
}

/** Takes as many as there are free hands, again and again until nothing is left. */
class Puller<Item> {
  readonly #options: LaneOptions<Item>
  readonly #running = new RunningItems()
  readonly #tasks = new Set<Promise<void>>()
  #looking: Promise<void> | undefined
  #again = false
  #isClosed = false
  #isWell = true

  constructor(options: LaneOptions<Item>) {
    this.#options = options
  }

  look(): void {
    this.#again = true
    if (this.#isClosed) return
    this.#looking ??= this.#pull().finally(() => {
      this.#looking = undefined
      if (this.#again) this.look()
    })
  }

  async close(): Promise<void> {
    this.#isClosed = true
    await this.#looking
    await Promise.all(this.#tasks)
  }

  async #pull(): Promise<void> {
    while (this.#again && !this.#isClosed) {
      this.#again = false
      const free = this.#options.concurrency - this.#running.size
      const items = free > 0 ? await this.#take(free) : []
      for (const item of items) this.#start(item)
      if (items.length > 0) this.#again = true
    }
  }

  async #take(limit: number): Promise<readonly Item[]> {
    const { log, name, take } = this.#options
    try {
      const items = await take(limit)
      this.#isWell = true
      return items
    } catch (error) {
      if (this.#isWell) log.warn('nothing can be taken', { lane: name, why: String(error) })
      this.#isWell = false
      return []
    }
  }

  #start(item: Item): void {
    const { keyOf, run, log, name } = this.#options
    const key = keyOf(item)
    // Its time with us ran out while we were at it, and the store gave it to us once more.
    if (this.#running.has(key)) return
    const task = this.#running
      .run(key, () => run(item))
      .catch((error: unknown) => log.warn('a task failed', { lane: name, why: String(error) }))
      .finally(() => {
        this.#tasks.delete(task)
        this.look()
      })
    this.#tasks.add(task)
  }
}

/** A lane of work that waits in the store: commands, messages. It looks when nudged, when a hand is free, and every now and then. */
export const startLane = <Item>(options: LaneOptions<Item>): Lane => {
  const puller = new Puller(options)
  const stopping = new AbortController()
  const workers = startWorkers({
    queue: options.name,
    connection: options.connection,
    concurrency: 1,
    times: options.times,
    log: options.log,
    read: () => true,
    handle: async () => puller.look(),
  })
  const ticking = (async () => {
    while (!stopping.signal.aborted) {
      puller.look()
      await wait(options.everyMs, undefined, { signal: stopping.signal }).catch(() => undefined)
    }
  })()
  return {
    look: () => puller.look(),
    close: async (limitMs) => {
      stopping.abort()
      await ticking
      const done = within(
        limitMs,
        puller.close().then(() => true),
      )
      const [ended, closed] = await Promise.all([done, workers.close(limitMs)])
      return ended === true && closed
    },
  }
}
