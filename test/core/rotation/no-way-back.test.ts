import { expect, test } from 'vitest'
import type { ActionRecord } from '../../../src/core/request/record.ts'
import { abandon } from '../../../src/core/rotation/moves/abandon.ts'
import { nextOf } from '../../../src/core/rotation/next-of.ts'
import { from, now, person, requested } from '../request/record-fixture.ts'

const settings = { soakMs: 0, sourceDeadlineMs: 0, waves: [1, 'all'], productionGate: false, freezes: [] } as const
const use = { edgeWorkerId: '1', network: 'STAGING', version: '1', status: 'active' } as const
const ben = person('ben')
const call = { person: ben, from: from(ben), now }

const snapshotOf = (more: Partial<ActionRecord>) => ({ record: { value: requested(more), ver: 1 }, parts: new Map() })

test('what Akamai has revoked is not abandoned, in whatever state the rotation looks on', () => {
  for (const more of [{ state: 'confirming' }, { state: 'held', leftState: 'revoking' }] as const) {
    expect(abandon(snapshotOf(more), call)).toMatchObject({ kind: 'move' })
    expect(abandon(snapshotOf({ ...more, revokedAt: now }), call)).toMatchObject({ refusal: { code: 'too-late' } })
  }
})

test('nor is anybody asked any more whether it should be revoked', () => {
  const seen = { state: 'confirming', confirmedAt: now, stillUsed: [use], blindSpots: [] } as const
  const stateAfter = (more: Partial<ActionRecord>) => {
    const next = nextOf(snapshotOf({ ...seen, ...more }), { now, settings })
    return next.kind === 'go' ? next.record.state : next.kind
  }
  expect(stateAfter({})).toBe('awaiting-revoke')
  expect(stateAfter({ revokedAt: now })).toBe('revoking')
})

test('what was overridden of the old token says nothing of the new one on the way back', () => {
  const override = { findings: ['1 STAGING 1'], person: ben, at: now }
  const moved = abandon(snapshotOf({ state: 'awaiting-revoke', override, stillUsed: [use], confirmedAt: now }), call)
  const record = moved.kind === 'move' ? moved.move.record : undefined
  expect(record?.state).toBe('abandoning')
  for (const fact of ['override', 'stillUsed', 'confirmedAt']) expect(record).not.toHaveProperty(fact)
})
