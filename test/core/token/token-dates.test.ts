import { describe, expect, test } from 'vitest'
import { daysLeft, deathOf, longestExpiry } from '../../../src/core/token/token-dates.ts'

describe('the life of a token', () => {
  test('ends at 24:00 UTC of its expiry date', () => {
    expect(new Date(deathOf('2026-11-30')).toISOString()).toBe('2026-12-01T00:00:00.000Z')
    expect(daysLeft('2026-11-30', Date.parse('2026-11-30T23:59:59Z'))).toBe(0)
    expect(daysLeft('2026-11-30', Date.parse('2026-12-01T00:00:00Z'))).toBe(-1)
    expect(daysLeft('2026-11-30', Date.parse('2026-12-01T00:00:01Z'))).toBe(-1)
    expect(daysLeft('2026-11-30', Date.parse('2026-11-24T00:00:00Z'))).toBe(6)
    expect(daysLeft('2026-11-30', Date.parse('2026-11-23T00:00:00Z'))).toBe(7)
  })

  test('is at most six months, also where the month is shorter', () => {
    expect(longestExpiry(Date.parse('2026-08-31T12:00:00Z'))).toBe('2027-02-28')
    expect(longestExpiry(Date.parse('2026-11-23T12:00:00Z'))).toBe('2027-05-23')
  })
})
