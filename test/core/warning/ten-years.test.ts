import { afterEach, describe, expect, test } from 'vitest'
import { drive } from './support/drive.ts'
import { equalityRule, oracle, type Told } from './support/oracle.ts'
import { randomOf } from './support/random.ts'
import { traceOf } from './support/trace.ts'

/** The long run: `scripts/nightly/warning-years.mjs`. */
const runs = Number(process.env['EDGEKV_CHATOPS_PROPERTY_RUNS'] ?? '8')
const isLong = process.env['EDGEKV_CHATOPS_WARNING_YEARS'] === '10'
const [lineages, years] = isLong ? [1_000, 10] : [30, 1.5]

const keyOf = ({ uuid, line }: Told): string => `${uuid} ${line}`
const inOrder = (all: readonly Told[]): readonly Told[] =>
  all.toSorted((a, b) => a.at - b.at || keyOf(a).localeCompare(keyOf(b)))

const compare = (expected: readonly Told[], got: readonly Told[]) => {
  const want = new Map(expected.map((one) => [keyOf(one), one.at]))
  const have = new Set(got.map(keyOf))
  return {
    missed: [...want.keys()].filter((key) => !have.has(key)),
    unexpected: got.filter((one) => !want.has(keyOf(one))).map(keyOf),
    duplicate: got.length - have.size,
    late: got.filter((one) => want.has(keyOf(one)) && want.get(keyOf(one)) !== one.at).map(keyOf),
  }
}

const nothingWrong = { missed: [], unexpected: [], duplicate: 0, late: [] }

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
