import { expect, test } from 'vitest'
import { itemId, readItem } from '../../src/queue/wake-up.ts'

const item = { account: 'acme', id: 'R42', part: '1234-S' }

test('an item has an id that BullMQ takes, and no two items share one', () => {
  expect(itemId(item)).toBe('acme.R42.1234-S')
  expect(itemId({ ...item, part: '_' })).toBe('acme.R42._5f')
  const odd = [
    { account: 'a.b', id: 'c', part: '_' },
    { account: 'a', id: 'b.c', part: '_' },
    { account: 'a', id: 'b', part: 'c:1' },
    { account: 'a', id: 'b', part: 'c_3a1' },
    { account: 'a', id: 'b', part: 'ü' },
    { account: '1', id: '2', part: '3' },
  ]
  const ids = odd.map(itemId)
  expect(new Set(ids).size).toBe(odd.length)
  for (const id of ids) expect(id).toMatch(/^(?!\d+$)[A-Za-z0-9._-]+$/)
})

test('job data of another shape is not ours', () => {
  expect(readItem(item)).toEqual(item)
  expect(readItem({ ...item, more: 1 })).toEqual(item)
  for (const data of [
    undefined,
    null,
    'x',
    [],
    {},
    { ...item, part: 5 },
    { ...item, id: '' },
    { ...item, id: 'x'.repeat(201) },
  ])
    expect(readItem(data)).toBeUndefined()
})
