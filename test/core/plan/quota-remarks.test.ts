import { expect, test } from 'vitest'
import { quotaRemarks } from '../../../src/core/plan/quota-remarks.ts'

const now = Date.parse('2026-11-27T23:30:00Z')
const codesOf = (needed: number, left: number) =>
  quotaRemarks({ needed, activations: { left, perDay: 500 }, now }).map(({ code }) => code)

test('a plan that fits with its way back says nothing of quotas', () => {
  expect(codesOf(40, 80)).toEqual([])
  expect(codesOf(0, 0)).toEqual([])
})

test('one that could not be undone on the same day says so', () => {
  expect(codesOf(40, 79)).toEqual(['no-way-back-today'])
  expect(codesOf(40, 40)).toEqual(['no-way-back-today'])
})

test.for([
  [40, 39, 500, '2026-11-28'],
  [500, 0, 500, '2026-11-28'],
  [501, 0, 500, '2026-11-29'],
  [1_200, 100, 500, '2026-11-30'],
  [120, 20, 100, '2026-11-28'],
  [121, 20, 100, '2026-11-29'],
  [3, 0, 0, '2026-11-30'],
] as const)(
  'of %i activations with %i left today, of %i a day, the day is named on which the last one fits',
  ([needed, left, perDay, day]) => {
    expect(quotaRemarks({ needed, activations: { left, perDay }, now })).toMatchObject([
      {
        code: 'over-quota',
        sentence: expect.stringContaining(`${left} are left today. All of them fit by ${day} (UTC)`),
      },
    ])
  },
)
