import { setTimeout as sleep } from 'node:timers/promises'
import { numberOf, objectOf, parseJson } from './json.ts'

/** The sandbox's virtual time. */
export interface FollowedClock {
  readonly now: () => number
  /** Virtual per real milliseconds. */
  readonly rate: () => number
  readonly close: () => void
}

interface Reading {
  readonly now: number
  readonly rate: number
  readonly revision: number
  /** When it was read, on the monotonic clock. */
  readonly at: number
}

const holdMs = 30_000
const againMs = 1_000

const read = async (url: string, revision: number | undefined, signal: AbortSignal): Promise<Reading> => {
  const after = revision === undefined ? '' : `?after=${revision}`
  const response = await fetch(url + after, { signal: AbortSignal.any([signal, AbortSignal.timeout(holdMs)]) })
  const body = objectOf(parseJson(await response.text()))
  const now = numberOf(body['now'])
  if (now === undefined) throw new Error('the clock did not say what time it is')
  return { now, rate: numberOf(body['rate']) ?? 1, revision: numberOf(body['revision']) ?? 0, at: performance.now() }
}

/**
 * Follows the clock at `url`, which answers `{now, rate, revision}` and holds its answer while the revision is the one
 * named in `?after=`. Without an address it is wall time. A clock that does not answer goes on at its last rate.
 */
export const followClock = (url: string | undefined, onJump: () => void): FollowedClock => {
  const stop = new AbortController()
  let last: Reading = { now: Date.now(), rate: 1, revision: 0, at: performance.now() }
  const follow = async (address: string): Promise<void> => {
    let revision: number | undefined
    while (!stop.signal.aborted) {
      try {
        last = await read(address, revision, stop.signal)
        if (revision !== last.revision) onJump()
        revision = last.revision
      } catch {
        await sleep(againMs, undefined, { signal: stop.signal }).catch(() => {})
      }
    }
  }
  if (url !== undefined) void follow(url)
  return {
    now: () => Math.round(last.now + (performance.now() - last.at) * last.rate),
    rate: () => last.rate,
    close: () => stop.abort(),
  }
}
