import type { RotationSettings } from '../../../../src/core/plan/rotation-settings.ts'
import type { Held, Snapshot } from '../../../../src/core/ports/records.ts'
import type { Candidate, NewToken, Part, Target } from '../../../../src/core/request/part.ts'
import type { State } from '../../../../src/core/request/state.ts'
import { now, requested } from '../../request/record-fixture.ts'

/** Nothing of a rotation waits for a time or for a person. */
export const withoutWaits: RotationSettings = {
  soakMs: 0,
  sourceDeadlineMs: 0,
  waves: [1, 'all'],
  productionGate: false,
  freezes: [],
}

export const newToken: NewToken = { kind: 'new-token', id: 'n:a_r2', name: 'a_r2', state: 'complete', uuid: 'u-2' }

export const candidate = (id: number, state: Candidate['state'] = 'uploaded'): Candidate => ({
  kind: 'candidate',
  id: `c:${id}@1`,
  edgeWorkerId: `${id}`,
  baseVersion: '1',
  baseChecksum: '',
  entries: [],
  k: 1,
  state,
  version: '1-k7qx42.1',
})

/** Of the candidate with the same number. */
export const target = (id: number, network: Target['network'], state: Target['state'] = 'planned'): Target => ({
  kind: 'target',
  id: `${id}-${network[0]}`,
  edgeWorkerId: `${id}`,
  network,
  baseVersion: '1',
  candidate: `c:${id}@1`,
  state,
  attempt: 1,
})

export const held = <Value extends Part>(value: Value, claim?: string): Held<Value> => ({
  value,
  ver: 1,
  ...(claim === undefined ? {} : { claim }),
})

/** A rotation that has been in this state for a second. */
export const snapshotIn = (state: State, parts: readonly Held<Part>[]): Snapshot => ({
  record: { value: requested({ state, stateSince: now - 1_000, decidedAt: now - 1_000 }), ver: 1 },
  parts: new Map(parts.map((part) => [part.value.id, part])),
})
