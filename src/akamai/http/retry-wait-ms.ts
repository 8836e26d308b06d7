import type { AkamaiFailure } from '../akamai-failure.ts'
import type { Call } from './call.ts'

export const maxTries = 5

const firstMs = 250
const longestMs = 10_000

/**
 * How long to wait before the same call is sent again; undefined: give up. Only GETs are sent again. The wait that
 * Akamai asks for beats the back-off; one that does not fit into what is left of the budget ends the tries.
 */
export const retryWaitMs = (facts: {
  readonly call: Call
  readonly failure: AkamaiFailure
  /** 1 after the first try. */
  readonly tries: number
  readonly leftMs: number
  /** 0 to 1. */
  readonly random: number
}): number | undefined => {
  const { call, failure, tries, leftMs, random } = facts
  if (call.method !== 'GET' || failure.who !== 'retry' || failure.code === 'CLOSED' || tries >= maxTries)
    return undefined
  const backOff = Math.min(longestMs, firstMs * 2 ** (tries - 1))
  const jitter = backOff / 2 + (backOff / 2) * random
  const wait = failure.retryAfterMs === undefined ? jitter : failure.retryAfterMs + jitter / 10
  return wait < leftMs ? Math.ceil(wait) : undefined
}
