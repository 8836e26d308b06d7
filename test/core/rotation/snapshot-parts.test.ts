import { expect, test } from 'vitest'
import type { Target } from '../../../src/core/request/part.ts'
import { targetsOf } from '../../../src/core/rotation/snapshot-parts.ts'
import { requested } from '../request/record-fixture.ts'

const target = (id: number, network: Target['network']): Target => ({
  kind: 'target',
  id: `${id}-${network[0]}`,
  edgeWorkerId: `${id}`,
  network,
  baseVersion: '1',
  candidate: `c:${id}@1`,
  state: 'planned',
  attempt: 1,
})

test('targets come in the order of the plan, however the store gives them', () => {
  const stored = [target(10, 'STAGING'), target(2, 'STAGING'), target(2, 'PRODUCTION')]
  const parts = new Map(stored.map((value) => [value.id, { value, ver: 1 }]))
  const ids = targetsOf({ record: { value: requested(), ver: 1 }, parts }).map((one) => one.id)
  expect(ids).toEqual(['2-P', '2-S', '10-S'])
})
