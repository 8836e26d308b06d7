import { setTimeout as sleep } from 'node:timers/promises'
import type { Clock } from '../../core/ports/clock.ts'
import type { Log } from '../../core/ports/log.ts'
import type { QuotaKind } from '../../core/ports/quota.ts'
import type { AkamaiFailure } from '../akamai-failure.ts'
import type { Answer, Call } from './call.ts'
import { networkFailure } from './network-failure.ts'
import { type QuotaReading, quotaReadings } from './quota-reading.ts'
import { retryWaitMs } from './retry-wait-ms.ts'
import { type Line, sendOnce } from './send-once.ts'

/** What an answer said about Akamai's quotas. `refused`: it was a 429. */
export interface QuotaSeen {
  readonly account: string
  /** Which of our quotas the call uses, if any. */
  readonly kind?: QuotaKind
  readonly refused: boolean
  readonly retryAfterMs?: number
  readonly readings: readonly QuotaReading[]
}

export interface AskTools {
  readonly clock: Pick<Clock, 'now'>
  readonly log: Log
  readonly onQuota?: (seen: QuotaSeen) => void
  readonly timeoutMs: number
  /** For all tries of one call and the waits between them. */
  readonly budgetMs: number
  readonly maxJsonBytes: number
}

const tellQuota = (line: Line, tools: AskTools, call: Call, headers: Headers, failure?: AkamaiFailure): void => {
  const readings = quotaReadings(headers, tools.clock.now())
  const refused = failure?.status === 429
  if (readings.length === 0 && !refused) return
  tools.onQuota?.({
    account: line.asker.account,
    refused,
    readings,
    ...(call.quota === undefined ? {} : { kind: call.quota }),
    ...(failure?.retryAfterMs === undefined ? {} : { retryAfterMs: failure.retryAfterMs }),
  })
}

const pause = async (line: Line, call: Call, ms: number): Promise<void> => {
  try {
    await sleep(ms, undefined, { signal: line.closed })
  } catch (error) {
    throw networkFailure(call, line.asker, error, true)
  }
}

const facts = (line: Line, call: Call, tries: number, failure?: AkamaiFailure) => ({
  account: line.asker.account,
  call: call.what,
  tries,
  ...(failure?.status === undefined ? {} : { status: failure.status }),
  ...(failure?.code === undefined ? {} : { code: failure.code }),
})

/**
 * Asks Akamai: GETs are tried again, signed anew, while that may help and the budget lasts; everything else is sent once.
 * Waits are wall time. Throws an AkamaiFailure.
 */
export const ask = async (line: Line, tools: AskTools, call: Call): Promise<Answer> => {
  const bounded = { ...call, maxBytes: call.maxBytes ?? tools.maxJsonBytes }
  const timeoutMs = call.timeoutMs ?? tools.timeoutMs
  const end = performance.now() + Math.max(timeoutMs, tools.budgetMs)
  for (let tries = 1; ; tries += 1) {
    const left = Math.max(1, Math.ceil(end - performance.now()))
    const result = await sendOnce(line, bounded, Math.min(timeoutMs, left))
    if ('answer' in result) {
      tellQuota(line, tools, call, result.answer.headers)
      tools.log.debug('akamai answered', { ...facts(line, call, tries), status: result.answer.status })
      return result.answer
    }
    const { failure, headers } = result
    if (headers !== undefined) tellQuota(line, tools, call, headers, failure)
    const leftMs = end - performance.now()
    const waitMs = retryWaitMs({ call, failure, tries, leftMs, random: Math.random() })
    tools.log.debug('akamai refused', {
      ...facts(line, call, tries, failure),
      ...(waitMs === undefined ? {} : { waitMs }),
    })
    if (waitMs === undefined) throw failure
    await pause(line, call, waitMs)
  }
}
