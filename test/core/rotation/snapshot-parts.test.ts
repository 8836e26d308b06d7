import { expect, test } from 'vitest'
import { targetsOf } from '../../../src/core/rotation/snapshot-parts.ts'
import { held, snapshotIn, target } from './support/parts.ts'

test('targets come in the order of the plan, however the store gives them', () => {
  const stored = [target(10, 'STAGING'), target(2, 'STAGING'), target(2, 'PRODUCTION')]
  const ids = targetsOf(
    snapshotIn(
      'staging',
      stored.map((one) => held(one)),
    ),
  ).map((one) => one.id)
  expect(ids).toEqual(['2-P', '2-S', '10-S'])
})
