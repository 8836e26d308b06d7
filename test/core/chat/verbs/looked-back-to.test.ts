import { expect, test } from 'vitest'
import { lookedBackTo, mostRecords } from '../../../../src/core/chat/verbs/looked-back-to.ts'

const newest = (count: number) => Array.from({ length: count }, (_, n) => ({ askedAt: 10_000 - n }))

test('an audit says no earlier day than it has looked back to', () => {
  expect(lookedBackTo(newest(mostRecords - 1), 5)).toBe(5)
  expect(lookedBackTo(newest(mostRecords), 5)).toBe(10_000 - mostRecords + 1)
  expect(lookedBackTo(newest(mostRecords), 9_990)).toBe(9_990)
})
