import { expect, test } from 'vitest'
import { Recent } from '../../src/store/recent.ts'

test('what was asked for last stays, what was longest not asked for goes', () => {
  const recent = new Recent<number>(2)
  recent.set('a', 1)
  recent.set('b', 2)
  expect(recent.get('a')).toBe(1)
  recent.set('c', 3)
  expect([recent.get('a'), recent.get('b'), recent.get('c')]).toEqual([1, undefined, 3])
})

test('a key has its latest value alone', () => {
  const recent = new Recent<number>(2)
  recent.set('a', 1)
  recent.set('a', 2)
  recent.set('b', 3)
  expect([recent.get('a'), recent.get('b')]).toEqual([2, 3])
})
