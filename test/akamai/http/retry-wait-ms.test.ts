import { describe, expect, test } from 'vitest'
import { AkamaiFailure, type FailureFacts } from '../../../src/akamai/akamai-failure.ts'
import type { Call } from '../../../src/akamai/http/call.ts'
import { maxTries, retryWaitMs } from '../../../src/akamai/http/retry-wait-ms.ts'

const call: Call = { what: 'x', method: 'GET', path: '/x', accept: 'application/json', changes: false, grant: 'g' }

const wait = (
  failure: Partial<FailureFacts> = {},
  more: { method?: Call['method']; tries?: number; leftMs?: number; random?: number } = {},
) =>
  retryWaitMs({
    call: { ...call, method: more.method ?? 'GET' },
    failure: new AkamaiFailure('x', { who: 'retry', maybeDone: false, ...failure }),
    tries: more.tries ?? 1,
    leftMs: more.leftMs ?? 100_000,
    random: more.random ?? 0,
  })

describe('sending again', () => {
  test('waits longer each time, up to ten seconds, with jitter', () => {
    expect([1, 2, 3, 4].map((tries) => wait({}, { tries, random: 1 }))).toEqual([250, 500, 1000, 2000])
    expect([1, 2, 3, 4].map((tries) => wait({}, { tries, random: 0 }))).toEqual([125, 250, 500, 1000])
  })

  test('never waits less than Akamai asks for', () => {
    expect(wait({ retryAfterMs: 5000 })).toBeGreaterThanOrEqual(5000)
    expect(wait({ retryAfterMs: 0 })).toBeGreaterThanOrEqual(0)
  })

  test('ends when the wait does not fit into the budget', () => {
    expect(wait({ retryAfterMs: 5000 }, { leftMs: 5000 })).toBeUndefined()
    expect(wait({}, { leftMs: 0 })).toBeUndefined()
  })

  test('ends after the last try', () => {
    expect(wait({}, { tries: maxTries })).toBeUndefined()
  })

  test.each(['POST', 'DELETE'] as const)('never happens to a %s', (method) => {
    expect(wait({ retryAfterMs: 1 }, { method })).toBeUndefined()
  })

  test.each(['stop', 'operator'] as const)('does not happen when the failure says %s', (who) => {
    expect(wait({ who })).toBeUndefined()
  })
})
