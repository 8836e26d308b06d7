import { randomUUID } from 'node:crypto'
import { setTimeout as wait } from 'node:timers/promises'
import type { Lease } from '../core/ports/lease.ts'
import type { RedisConnection } from './connect.ts'
import { keys } from './keys.ts'
import { runScript, script } from './run-script.ts'

export interface LeaseOptions {
  readonly redis: RedisConnection
  /** How long a lease outlives its holder. Milliseconds of wall time. */
  readonly ttlMs: number
}

/** Takes it, or makes it last longer. KEYS: lease. ARGV: holder, ms. */
const holdScript = script(
  'holding a lease',
  true,
  `local holder = redis.call('GET', KEYS[1])
if holder and holder ~= ARGV[1] then return 0 end
redis.call('SET', KEYS[1], ARGV[1], 'PX', ARGV[2])
return 1`,
)

const leaveScript = script(
  'leaving a lease',
  true,
  `if redis.call('GET', KEYS[1]) == ARGV[1] then return redis.call('DEL', KEYS[1]) end
return 0`,
)

/** One attempt to lead, with a name of its own. */
class Candidacy {
  readonly #redis: RedisConnection
  readonly #ttlMs: number
  readonly #key: string
  readonly #holder = randomUUID()

  constructor({ redis, ttlMs }: LeaseOptions, name: string) {
    this.#redis = redis
    this.#ttlMs = ttlMs
    this.#key = keys.lease(name)
  }

  /** Until when (ms of a steady clock) it is certainly ours; undefined when it is somebody else's, or not known. */
  async ask(): Promise<number | undefined> {
    const from = performance.now()
    const reply = await runScript(this.#redis, holdScript, [this.#key], [this.#holder, this.#ttlMs]).catch(
      () => undefined,
    )
    return reply === 1 ? from + this.#ttlMs * 0.9 : undefined
  }

  /** Waits a third of its time to live. */
  pause(signal: AbortSignal): Promise<void> {
    return wait(this.#ttlMs / 3, undefined, { signal }).catch(() => undefined)
  }

  async leave(): Promise<void> {
    await runScript(this.#redis, leaveScript, [this.#key], [this.#holder]).catch(() => undefined)
  }
}

/** Aborts when the lease may have run out: never later than another could have it. */
const keep = async (mine: Candidacy, until: number, over: AbortController): Promise<void> => {
  let sureUntil = until
  const isLost = (): boolean => performance.now() >= sureUntil
  const watch = setInterval(() => isLost() && over.abort(), 20)
  while (!over.signal.aborted) {
    await mine.pause(over.signal)
    if (!over.signal.aborted) sureUntil = (await mine.ask()) ?? sureUntil
  }
  clearInterval(watch)
}

/** Leases in Redis. A holder that cannot reach Redis stops to lead before the lease runs out there. */
export const createRedisLease = (options: LeaseOptions): Lease => ({
  hold: async (name, stop) => {
    const mine = new Candidacy(options, name)
    let until = await mine.ask()
    while (until === undefined && !stop.aborted) {
      await mine.pause(stop)
      if (!stop.aborted) until = await mine.ask()
    }
    if (until === undefined || stop.aborted) {
      await mine.leave()
      throw new Error(`stopped waiting for the lease ${name}`)
    }
    const over = new AbortController()
    const end = (): void => over.abort()
    stop.addEventListener('abort', end, { once: true })
    const kept = keep(mine, until, over).finally(() => stop.removeEventListener('abort', end))
    return {
      signal: over.signal,
      release: async () => {
        over.abort()
        await kept
        await mine.leave()
      },
    }
  },
})
