import { expect, test } from 'vitest'
import { type Timed, waitBefore } from '../../../src/core/audit/wait-before.ts'

const minute = 60_000
const at = (minutes: number, what: Timed['what'], facts: Timed['facts'] = {}): Timed => ({
  at: minutes * minute,
  what,
  actor: { kind: 'bot' },
  facts,
})
const events = [
  at(0, 'request.asked', { state: 'asked' }),
  at(0.5, 'request.requested', { state: 'requested' }),
  at(30, 'request.refused'),
  at(90, 'request.approved', { state: 'approved' }),
  at(90, 'rotation.queued', { state: 'queued', waitsFor: 'R41' }),
  at(100, 'rotation.started', { state: 'creating-token' }),
  at(101, 'rotation.held', { state: 'holding', why: 'It broke.' }),
  at(101, 'rotation.state', { state: 'held' }),
  at(1541, 'rotation.retried', { state: 'soaking' }),
  at(1542, 'token.revoked'),
]

test.each([
  [0, undefined],
  [1, undefined],
  [2, undefined],
  [3, { state: 'requested', cause: 'for approval', from: 0.5 * minute, to: 90 * minute }],
  [4, undefined],
  [5, { state: 'queued', cause: 'for R41' }],
  [6, { state: 'creating-token' }],
  [7, undefined],
  [8, { state: 'held', cause: 'for Retry or Abandon (It broke.)' }],
  [9, undefined],
  [10, undefined],
])('the event at %i ended the wait %j', (index, wait) => {
  if (wait === undefined) expect(waitBefore(events, index)).toBeUndefined()
  else expect(waitBefore(events, index)).toMatchObject(wait)
})

test('without a known state no cause is made up, and one that nobody knows is named', () => {
  expect(waitBefore([at(0, 'rotation.acting'), at(9, 'token.revoked')], 1)).toBeUndefined()
  const odd = [at(0, 'rotation.state', { state: 'odd' }), at(9, 'rotation.state', { state: 'held' })]
  expect(waitBefore(odd, 1)?.cause).toBe('in odd')
})
