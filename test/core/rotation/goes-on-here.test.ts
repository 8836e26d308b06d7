import { expect, test } from 'vitest'
import type { RotationSettings } from '../../../src/core/plan/rotation-settings.ts'
import type { Held, Snapshot } from '../../../src/core/ports/records.ts'
import { recordPart } from '../../../src/core/request/move.ts'
import type { Candidate, Part, Target } from '../../../src/core/request/part.ts'
import type { State } from '../../../src/core/request/state.ts'
import { goesOnHere } from '../../../src/core/rotation/goes-on-here.ts'
import { now, requested } from '../request/record-fixture.ts'

const settings: RotationSettings = {
  soakMs: 0,
  sourceDeadlineMs: 0,
  waves: [1, 'all'],
  productionGate: false,
  freezes: [],
}
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
const staging: Target = {
  kind: 'target',
  id: '1-S',
  edgeWorkerId: '1',
  network: 'STAGING',
  baseVersion: '1',
  candidate: candidate.id,
  state: 'planned',
  attempt: 1,
}

const here = (state: State, target: Held<Part>, wakes: readonly string[]) => {
  const snapshot: Snapshot = {
    record: { value: requested({ state, stateSince: now - 1_000, decidedAt: now - 1_000 }), ver: 1 },
    parts: new Map<string, Held<Part>>([
      [candidate.id, { value: candidate, ver: 1 }],
      [staging.id, target],
    ]),
  }
  return goesOnHere(snapshot, wakes, { now, settings })
}
const free = { value: staging, ver: 1 }

test('the first part that is woken is gone on with, before the record', () => {
  expect(here('staging', free, [recordPart, staging.id])).toBe(staging.id)
})

test('nobody goes on with what has no step, is waited for, or is somebody’s already', () => {
  expect(here('staging', { ...free, value: { ...staging, state: 'verified' } }, [staging.id])).toBeUndefined()
  expect(here('staging', { ...free, value: { ...staging, waitsUntil: now } }, [staging.id])).toBeUndefined()
  expect(here('staging', { ...free, claim: 'w-2' }, [staging.id])).toBeUndefined()
  expect(here('held', free, [staging.id])).toBeUndefined()
  expect(here('staging', free, [])).toBeUndefined()
})

test('the record is gone on with where it has a step of its own, not at a gate and not at its beginning', () => {
  expect(here('confirming', free, [recordPart])).toBe(recordPart)
  expect(here('awaiting-source', free, [recordPart])).toBeUndefined()
  expect(here('approved', free, [recordPart])).toBeUndefined()
})
