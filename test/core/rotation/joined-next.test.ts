import { expect, test } from 'vitest'
import type { RotationSettings } from '../../../src/core/plan/rotation-settings.ts'
import type { Target } from '../../../src/core/request/part.ts'
import type { State } from '../../../src/core/request/state.ts'
import { joinedNext } from '../../../src/core/rotation/joined-next.ts'
import { atWorkLooksEveryMs } from '../../../src/core/rotation/times.ts'
import { now } from '../request/record-fixture.ts'
import { candidate, held, newToken, snapshotIn, target, withoutWaits } from './support/parts.ts'

const next = (state: State, targets: readonly Target[], more: Partial<RotationSettings> = {}) => {
  const snapshot = snapshotIn(state, [held(newToken), held(candidate(1)), ...targets.map((one) => held(one))])
  return joinedNext(snapshot, { now, settings: { ...withoutWaits, ...more } })
}

test('a network that is done opens the next one and wakes its first target in the same change', () => {
  const joined = next('staging', [target(1, 'STAGING', 'verified'), target(1, 'PRODUCTION', 'planned')])
  expect(joined).toMatchObject({
    kind: 'go',
    record: { state: 'production' },
    wakes: ['1-P'],
    due: now + atWorkLooksEveryMs,
  })
})

test('without a soak the last target goes right on to the look, and every state on the way is told', () => {
  const joined = next('production', [target(1, 'STAGING', 'verified'), target(1, 'PRODUCTION', 'verified')])
  const events = joined.kind === 'go' ? (joined.events ?? []).map(({ facts }) => [facts?.['from'], facts?.['to']]) : []
  expect(joined).toMatchObject({ kind: 'go', record: { state: 'confirming' } })
  expect(events).toEqual([
    ['production', 'soaking'],
    ['soaking', 'confirming'],
  ])
  expect(joined).toHaveProperty('locks.free')
})

test('a time to wait is kept, and a gate is where it stops', () => {
  const done = [target(1, 'STAGING', 'verified'), target(1, 'PRODUCTION', 'verified')]
  expect(next('production', done, { soakMs: 5_000 })).toMatchObject({
    kind: 'go',
    record: { state: 'soaking' },
    due: now + 5_000,
  })
  const gate = next('staging', [target(1, 'STAGING', 'verified'), target(1, 'PRODUCTION', 'planned')], {
    productionGate: true,
  })
  expect(gate).toMatchObject({ kind: 'go', record: { state: 'awaiting-production' } })
  expect(gate.kind === 'go' && (gate.wakes ?? [])).toEqual([])
})

test('a step is never joined: what goes before it is committed first', () => {
  expect(next('confirming', [])).toEqual({ kind: 'step', step: 'confirm-unused' })
})
