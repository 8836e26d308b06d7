import { expect, test } from 'vitest'
import type { RotationSettings } from '../../../src/core/plan/rotation-settings.ts'
import type { Snapshot } from '../../../src/core/ports/records.ts'
import type { Candidate, NewToken, Part, Target } from '../../../src/core/request/part.ts'
import type { State } from '../../../src/core/request/state.ts'
import { joinedNext } from '../../../src/core/rotation/joined-next.ts'
import { atWorkLooksEveryMs } from '../../../src/core/rotation/times.ts'
import { now, requested } from '../request/record-fixture.ts'

const settings: RotationSettings = {
  soakMs: 0,
  sourceDeadlineMs: 0,
  waves: [1, 'all'],
  productionGate: false,
  freezes: [],
}

const newToken: NewToken = { kind: 'new-token', id: 'n:a_r2', name: 'a_r2', state: 'complete', uuid: 'u-2' }
const candidate: Candidate = {
  kind: 'candidate',
  id: 'c:1@1',
  edgeWorkerId: '1',
  baseVersion: '1',
  baseChecksum: '',
  entries: [],
  k: 1,
  state: 'uploaded',
  version: '1-k7qx42.1',
}
const target = (network: Target['network'], state: Target['state']): Target => ({
  kind: 'target',
  id: `1-${network[0]}`,
  edgeWorkerId: '1',
  network,
  baseVersion: '1',
  candidate: candidate.id,
  state,
  attempt: 1,
})

const next = (state: State, parts: readonly Part[], more: Partial<RotationSettings> = {}) => {
  const snapshot: Snapshot = {
    record: { value: requested({ state, stateSince: now - 1_000, decidedAt: now - 1_000 }), ver: 1 },
    parts: new Map([newToken, candidate, ...parts].map((part) => [part.id, { value: part, ver: 1 }])),
  }
  return joinedNext(snapshot, { now, settings: { ...settings, ...more } })
}

test('a network that is done opens the next one and wakes its first target in the same change', () => {
  const joined = next('staging', [target('STAGING', 'verified'), target('PRODUCTION', 'planned')])
  expect(joined).toMatchObject({
    kind: 'go',
    record: { state: 'production' },
    wakes: ['1-P'],
    due: now + atWorkLooksEveryMs,
  })
})

test('without a soak the last target goes right on to the look, and every state on the way is told', () => {
  const joined = next('production', [target('STAGING', 'verified'), target('PRODUCTION', 'verified')])
  const events = joined.kind === 'go' ? (joined.events ?? []).map(({ facts }) => [facts?.['from'], facts?.['to']]) : []
  expect(joined).toMatchObject({ kind: 'go', record: { state: 'confirming' } })
  expect(events).toEqual([
    ['production', 'soaking'],
    ['soaking', 'confirming'],
  ])
  expect(joined).toHaveProperty('locks.free')
})

test('a time to wait is kept, and a gate is where it stops', () => {
  const done = [target('STAGING', 'verified'), target('PRODUCTION', 'verified')]
  expect(next('production', done, { soakMs: 5_000 })).toMatchObject({
    kind: 'go',
    record: { state: 'soaking' },
    due: now + 5_000,
  })
  const gate = next('staging', [target('STAGING', 'verified'), target('PRODUCTION', 'planned')], {
    productionGate: true,
  })
  expect(gate).toMatchObject({ kind: 'go', record: { state: 'awaiting-production' } })
  expect(gate.kind === 'go' && (gate.wakes ?? [])).toEqual([])
})

test('a step is never joined: what goes before it is committed first', () => {
  expect(next('confirming', [])).toEqual({ kind: 'step', step: 'confirm-unused' })
})
