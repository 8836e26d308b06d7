import { afterEach, describe, expect, test } from 'vitest'
import { compare, inOrder, nothingWrong } from './support/compare.ts'
import { drive } from './support/drive.ts'
import { equalityRule, oracle } from './support/oracle.ts'
import { randomOf } from './support/random.ts'
import { traceOf } from './support/trace.ts'

/** The long run: `scripts/nightly/warning-years.mjs`. */
const runs = Number(process.env['EDGEKV_CHATOPS_PROPERTY_RUNS'] ?? '8')
const isLong = process.env['EDGEKV_CHATOPS_WARNING_YEARS'] === '10'
const [lineages, years] = isLong ? [1_000, 10] : [30, 1.5]

describe(`${years} years with downtime, restarts and clock steps`, () => {
  test.each(Array.from({ length: isLong ? 1 : runs }, (_, n) => n + 1))(
    'trace %i: every threshold is told once, at its time, or outweighed by a more urgent one',
    { timeout: isLong ? 3_600_000 : 20_000 },
    (seed) => {
      const trace = traceOf(randomOf(seed), lineages, years)
      const expected = oracle(trace)
      const got = drive(trace)
      expect(expected.length).toBeGreaterThan(lineages)
      expect(compare(expected, got)).toEqual(nothingWrong)
      const rule = equalityRule(trace)
      console.info(
        `trace ${seed}: ${trace.tokens.length} tokens, ${trace.moments.length} looks, ${got.length} warnings: 0 missed, 0 duplicate; days == threshold: ${rule.missed} of ${rule.of} missed`,
      )
      if (isLong) expect(rule.missed).toBeGreaterThan(0)
    },
  )
})

describe('the time zone of the machine', () => {
  const before = process.env['TZ']
  afterEach(() => {
    if (before === undefined) delete process.env['TZ']
    else process.env['TZ'] = before
  })

  test.each(['Europe/Berlin', 'America/New_York', 'Pacific/Chatham', 'Africa/Casablanca'])(
    'and its daylight saving change nothing in %s',
    (zone) => {
      const trace = traceOf(randomOf(77), 10, 0.6)
      process.env['TZ'] = 'UTC'
      const there = inOrder(drive(trace))
      process.env['TZ'] = zone
      expect(new Date(Date.UTC(2026, 6, 1)).getTimezoneOffset()).not.toBe(0)
      expect(inOrder(drive(trace))).toEqual(there)
    },
  )
})
