import { expect, test } from 'vitest'
import { clockSkewSeconds } from '../../../src/akamai/http/clock-skew.ts'
import { retryAfterMs } from '../../../src/akamai/http/retry-after-ms.ts'

const now = Date.parse('2026-03-01T12:00:00Z')
const date = 'Sun, 01 Mar 2026 11:00:00 GMT'

test.each([
  [{ 'retry-after': '7' }, 7000],
  [{ 'retry-after': '0' }, 0],
  [{ 'retry-after': '1.5' }, 1500],
  [{ 'retry-after': 'Sun, 01 Mar 2026 12:00:30 GMT' }, 30_000],
  [{ 'retry-after': 'Sun, 01 Mar 2026 11:00:30 GMT', date }, 30_000],
  [{ 'retry-after': 'Sun, 01 Mar 2026 10:00:00 GMT', date }, 0],
  [{ 'x-ratelimit-next': '2026-03-01T11:00:05Z', date }, 5000],
  [{ 'retry-after': '3', 'x-ratelimit-next': '2026-03-01T11:00:05Z', date }, 3000],
  [{ 'retry-after': 'soon' }, undefined],
  [{}, undefined],
])('the wait that %o asks for is %s ms', (headers, wait) => {
  expect(retryAfterMs(new Headers(headers as Record<string, string>), now)).toBe(wait)
})

test.each([
  ['Sun, 01 Mar 2026 11:59:30 GMT', undefined],
  ['Sun, 01 Mar 2026 11:59:29 GMT', 31],
  ['Sun, 01 Mar 2026 12:02:00 GMT', -120],
  ['nonsense', undefined],
])('a server date of %s is a skew of %s s', (value, skew) => {
  expect(clockSkewSeconds(new Headers({ date: value }), now)).toBe(skew)
})
