import { setTimeout as wait } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { AtWork } from '../../../src/core/rotation/at-work.ts'

test('one item never has two steps at once; what was asked for meanwhile is looked at once more', async () => {
  const atWork = new AtWork()
  let [now, most, rounds] = [0, 0, 0]
  const work = async (): Promise<void> => {
    now += 1
    rounds += 1
    most = Math.max(most, now)
    await wait(10)
    now -= 1
  }
  const done = await Promise.all(Array.from({ length: 5 }, () => atWork.run('a', work)))
  expect({ most, rounds, done }).toEqual({ most: 1, rounds: 2, done: [true, false, false, false, false] })
  expect([await atWork.run('a', work), rounds]).toEqual([true, 3])
})

test('other items are not kept waiting, and one that failed may be tried again', async () => {
  const atWork = new AtWork()
  const slow = atWork.run('slow', () => wait(50))
  const quick = async () => undefined
  expect(await atWork.run('other', quick)).toBe(true)
  await expect(atWork.run('bad', () => Promise.reject(new Error('no')))).rejects.toThrow('no')
  expect(await atWork.run('bad', quick)).toBe(true)
  expect(await slow).toBe(true)
})
