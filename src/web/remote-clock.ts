import { setTimeout as wait } from 'node:timers/promises'
import { z } from 'zod'
import type { Clock } from '../core/ports/clock.ts'
import type { Log } from '../core/ports/log.ts'

const reading = z.object({ now: z.number(), rate: z.number().nonnegative(), revision: z.number() })
type Reading = z.infer<typeof reading> & { readonly wall: number }

export interface RemoteClock extends Clock {
  close(): Promise<void>
}

const read = async (url: string, signal: AbortSignal, after?: number): Promise<Reading> => {
  const asked = after === undefined ? url : `${url}?after=${after}`
  const before = Date.now()
  const response = await fetch(asked, {
    signal: AbortSignal.any([signal, AbortSignal.timeout(30_000)]),
    redirect: 'error',
  })
  if (!response.ok) throw new Error(`the clock answered ${response.status}`)
  const body = reading.parse(await response.json())
  const travelled = after === undefined ? (Date.now() - before) / 2 : 0
  return { ...body, wall: Date.now() - travelled }
}

/** Follows the clock: every jump and change of rate is told by an answer that is held back until then. */
class FollowedClock implements RemoteClock {
  readonly #url: string
  readonly #log: Log
  readonly #stop = new AbortController()
  #last: Reading
  #changed: Promise<void> = Promise.resolve()
  #tell: () => void = () => {}
  readonly #following: Promise<void>

  constructor(url: string, log: Log, first: Reading) {
    this.#url = url
    this.#log = log
    this.#last = first
    this.#renew()
    this.#following = this.#follow()
  }

  #renew(): void {
    this.#changed = new Promise((resolve) => {
      this.#tell = resolve
    })
  }

  async #follow(): Promise<void> {
    while (!this.#stop.signal.aborted) {
      try {
        const next = await read(this.#url, this.#stop.signal, this.#last.revision)
        const moved = next.revision !== this.#last.revision
        this.#last = next
        if (!moved) continue
        this.#tell()
        this.#renew()
      } catch {
        if (this.#stop.signal.aborted) return
        this.#log.warn('the clock does not answer; going on at its last rate')
        await wait(500)
      }
    }
  }

  now(): number {
    const { now, rate, wall } = this.#last
    return Math.floor(now + (Date.now() - wall) * rate)
  }

  async sleep(ms: number, signal?: AbortSignal): Promise<void> {
    const until = this.now() + ms
    while (this.now() < until && signal?.aborted !== true && !this.#stop.signal.aborted) {
      const { rate } = this.#last
      const left = rate === 0 ? 60_000 : Math.min(60_000, Math.max(1, Math.ceil((until - this.now()) / rate)))
      const timer = new AbortController()
      const stops = AbortSignal.any([timer.signal, this.#stop.signal, ...(signal === undefined ? [] : [signal])])
      await Promise.race([wait(left, undefined, { signal: stops, ref: false }).catch(() => undefined), this.#changed])
      timer.abort()
    }
  }

  async close(): Promise<void> {
    this.#stop.abort()
    this.#tell()
    await this.#following
  }
}

/** The clock at a loopback address (the sandbox's). Throws when it cannot be read at the start. */
export const followClock = async (url: string, log: Log): Promise<RemoteClock> =>
  new FollowedClock(url, log, await read(url, AbortSignal.timeout(5_000)))
