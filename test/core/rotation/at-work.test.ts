import { setTimeout as wait } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { AtWork } from '../../../src/core/rotation/at-work.ts'

test('one item never has two steps at once; what was asked for meanwhile is looked at once more', async () => {
  const atWork = new AtWork()
  let [now, most, rounds] = [0, 0, 0]
  const work = async (): Promise<readonly number[]> => {
    now += 1
    rounds += 1
    most = Math.max(most, now)
    await wait(10)
    now -= 1
    return [rounds]
  }
  const given = await Promise.all(Array.from({ length: 5 }, () => atWork.run('a', work)))
  expect({ most, rounds, given: given.flat() }).toEqual({ most: 1, rounds: 2, given: [1, 2] })
  expect(await atWork.run('a', work)).toEqual([3])
})

test('other items are not kept waiting, and one that failed may be tried again', async () => {
  const atWork = new AtWork()
  const slow = atWork.run('slow', () => wait(50, ['slow']))
  expect(await atWork.run('other', async () => ['other'])).toEqual(['other'])
  await expect(atWork.run('bad', () => Promise.reject(new Error('no')))).rejects.toThrow('no')
  expect(await atWork.run('bad', async () => ['well'])).toEqual(['well'])
  expect(await slow).toEqual(['slow'])
})
