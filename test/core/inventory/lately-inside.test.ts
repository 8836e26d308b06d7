import { expect, test } from 'vitest'
import { latelyInside } from '../../../src/core/inventory/lately-inside.ts'
import type { Revision } from '../../../src/core/ports/edge-workers.ts'

const revision = (revisionId: string, minute: number, more: Partial<Revision> = {}): Revision => ({
  revisionId,
  activationId: 1,
  edgeWorkerId: '1',
  version: '1.0',
  network: 'PRODUCTION',
  status: 'COMPLETE',
  createdTime: new Date(minute * 60_000).toISOString(),
  ...more,
})

const former = (all: readonly Revision[], since: number) =>
  latelyInside(all, 'PRODUCTION', since * 60_000).map((one) => [one.revision.revisionId, one.replacedAt / 60_000])

test('a revision counts until long enough after the next one took its place', () => {
  const all = [revision('a', 10), revision('b', 50), revision('c', 60)]
  expect(former(all, 40)).toEqual([
    ['b', 60],
    ['a', 50],
  ])
  expect(former(all, 55)).toEqual([['b', 60]])
  expect(former(all, 61)).toEqual([])
})

test('what never ran, or ran on the other network, does not count; what was brought back runs again', () => {
  const failed = revision('b', 50, { status: 'INVALID_COMBINED_BUNDLE' })
  const staging = revision('s', 50, { network: 'STAGING' })
  expect(former([revision('a', 10), failed, staging], 0)).toEqual([])
  const back = revision('a', 10, { activatedTime: new Date(70 * 60_000).toISOString() })
  expect(former([back, revision('b', 50)], 60)).toEqual([['b', 70]])
})
