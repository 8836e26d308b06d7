import { expect, test } from 'vitest'
import { conversationWindows, createPace } from '../../src/teams/pace.ts'

const limits = [
  [7, 1_000],
  [8, 2_000],
  [60, 30_000],
  [1_800, 3_600_000],
] as const

const mostWithin = (turns: readonly number[], ms: number): number =>
  Math.max(...turns.map((from) => turns.filter((turn) => turn >= from && turn < from + ms).length))

test.each(limits)('at most %i turns are given in %i ms, however many ask at once', (most, ms) => {
  let at = 1_000_000
  const take = createPace(conversationWindows, () => at)
  const turns: number[] = []
  for (let n = 0; n < 300; n += 1) {
    const { waitMs } = take('c', Number.POSITIVE_INFINITY)
    turns.push(at + waitMs)
    if (n % 7 === 0) at += 137
  }
  expect(mostWithin(turns, ms)).toBeLessThanOrEqual(most)
})

test('one conversation does not wait for another', () => {
  const take = createPace(conversationWindows, () => 1_000_000)
  for (let n = 0; n < 50; n += 1) take('a', Number.POSITIVE_INFINITY)
  expect(take('b', 0)).toEqual({ waitMs: 0, mine: true })
})

test('who does not want to wait takes no turn', () => {
  const take = createPace([[1, 1_000]], () => 1_000_000)
  take('a', 0)
  expect(take('a', 500)).toEqual({ waitMs: 1_000, mine: false })
  expect(take('a', 1_000)).toEqual({ waitMs: 1_000, mine: true })
})
