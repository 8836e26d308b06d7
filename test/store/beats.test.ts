import { expect, test } from 'vitest'
import { Beats } from '../../src/store/beats.ts'

const times = { heartbeatMs: 1_000, heartbeatTtlMs: 3_000, absenceAfterMs: 3_000 }
/** Redis' own clock is this much ahead of ours. */
const ahead = 500_000

const beating = (...at: number[]): Beats => {
  const beats = new Beats(times)
  for (const one of at) beats.answered(one + ahead, one)
  return beats
}

test('absence counts once Redis has answered for three seconds on end, and while it goes on', () => {
  expect(new Beats(times).absenceCounts(9_000)).toBe(false)
  expect(beating(0, 1_000, 2_000).absenceCounts(2_999)).toBe(false)
  expect(beating(0, 1_000, 2_000, 3_000).absenceCounts(3_000)).toBe(true)
  expect(beating(0, 1_000, 2_000, 3_000).absenceCounts(5_001)).toBe(false)
})

test('a gap in which a heartbeat could run out unseen starts the count anew', () => {
  expect(beating(0, 1_000, 3_000, 4_000).absenceCounts(4_000)).toBe(true)
  expect(beating(0, 1_000, 3_001, 4_000).absenceCounts(4_000)).toBe(false)
})

test('so does any beat without an answer, and any lost connection', () => {
  const beats = beating(0, 1_000, 2_000, 3_000)
  beats.failed()
  expect(beats.absenceCounts(3_100)).toBe(false)
  expect(beats.isAnswered(3_100)).toBe(false)
  for (const at of [4_000, 5_000, 6_000]) beats.answered(at + ahead, at)
  expect(beats.absenceCounts(6_900)).toBe(false)
  beats.answered(7_000 + ahead, 7_000)
  expect(beats.absenceCounts(7_000)).toBe(true)
})

test('what absence proves holds until a heartbeat could have run out, in the time of Redis', () => {
  expect(beating(0, 1_000, 2_000, 3_000).absenceCountsUntil(3_500)).toBe(3_000 + ahead + 2_000)
  expect(beating(0, 1_000).absenceCountsUntil(1_500)).toBe(0)
})

test('an answer that was late on its way does not set the clock back', () => {
  const beats = beating(0, 1_000)
  expect(beats.redisNow(1_200)).toBe(1_200 + ahead)
  beats.answered(2_000 + ahead, 2_700)
  expect(beats.redisNow(3_000)).toBe(3_000 + ahead)
  expect(new Beats(times).redisNow(1)).toBeUndefined()
})
