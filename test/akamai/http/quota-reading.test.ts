import { expect, test } from 'vitest'
import { quotaReadings } from '../../../src/akamai/http/quota-reading.ts'

const now = Date.parse('2026-03-01T12:00:00Z')

test.each([
  ['60', 60_000],
  [String(now / 1000 + 90), 90_000],
  [String(now + 1500), 1500],
  ['2026-03-01T12:00:10Z', 10_000],
  ['2026-03-01T11:00:00Z', 0],
])('a reset of %s is %s ms away', (reset, resetMs) => {
  expect(quotaReadings(new Headers({ 'x-ratelimit-reset': reset }), now)).toEqual([{ name: '', resetMs }])
})

test('families of headers are kept apart and other headers are left out', () => {
  const headers = new Headers({
    'X-RateLimit-Activation-Limit': '20',
    'X-RateLimit-Activation-Remaining': '0',
    'X-RateLimit-Activation-Reset': '12',
    'X-Limit-Daily-Limit': '500',
    'X-Limit-Daily-Remaining': '371',
    'X-RateLimit-Next': '2026-03-01T12:00:10Z',
    'X-RateLimit-Limit': 'many',
    'Content-Length': '3',
  })
  expect(quotaReadings(headers, now)).toEqual(
    expect.arrayContaining([
      { name: 'activation', limit: 20, remaining: 0, resetMs: 12_000 },
      { name: 'daily', limit: 500, remaining: 371 },
    ]),
  )
  expect(quotaReadings(headers, now)).toHaveLength(2)
})
