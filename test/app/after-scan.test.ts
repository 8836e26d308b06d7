import { expect, test } from 'vitest'
import { afterScan } from '../../src/app/after-scan.ts'

const follow = async (isDecided: boolean) => {
  const done: string[] = []
  const decided = Promise.withResolvers<boolean>()
  const searched = Promise.withResolvers<void>()
  const following = afterScan({
    round: (account) => {
      done.push(`round ${account}`)
      return decided.promise
    },
    searchLost: (account, isFirst) => {
      done.push(`search ${account} ${isFirst}`)
      return searched.promise
    },
    beat: async () => void done.push('beat'),
  })('acme', true)
  await new Promise(setImmediate)
  expect(done).toEqual(['round acme', 'search acme true'])
  decided.resolve(isDecided)
  await new Promise(setImmediate)
  const beforeSearched = [...done]
  searched.resolve()
  await following
  expect(done).toEqual(beforeSearched)
  return done.slice(2)
}

test('the dead-man’s switch hears of a scan once warnings were decided from it, however long the search for lost rotations takes', async () => {
  expect(await follow(true)).toEqual(['beat'])
})

test('it hears nothing of a scan that warnings could not be decided from', async () => {
  expect(await follow(false)).toEqual([])
})
