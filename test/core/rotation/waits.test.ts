import { describe, expect, test } from 'vitest'
import type { Snapshot } from '../../../src/core/ports/records.ts'
import type { Part, Target } from '../../../src/core/request/part.ts'
import type { ActionRecord } from '../../../src/core/request/record.ts'
import type { State } from '../../../src/core/request/state.ts'
import { retry } from '../../../src/core/rotation/moves/retry.ts'
import { nextOf } from '../../../src/core/rotation/next-of.ts'
import { stepOf } from '../../../src/core/rotation/step-of.ts'
import { from, now, requested } from '../request/record-fixture.ts'
import { held, target as targetOn, withoutWaits } from './support/parts.ts'

const minute = 60_000
const day = 24 * 60 * minute
const freeze = { fromMs: now - day, toMs: now + day, reason: 'holiday' }
const settings = { ...withoutWaits, soakMs: day, sourceDeadlineMs: 7 * day, freezes: [freeze] }

const target = (state: Target['state'], more: Partial<Target> = {}): Target => ({
  ...targetOn(1, 'STAGING', state),
  ...more,
})

const snapshotOf = (more: Partial<ActionRecord>, part: Part = target('planned'), claim?: string): Snapshot => {
  const parts = new Map([[part.id, held(part, claim)]])
  return { record: { value: requested({ decidedAt: now, ...more }), ver: 1 }, parts }
}

const { asker } = requested()
const abandoned = (phase: NonNullable<ActionRecord['abandon']>['phase']) => ({ person: asker, at: now, phase })

describe('what waits for the end of a freeze looks every ten minutes whether operators have ended it before its time', () => {
  const waiting: readonly (readonly [State, Partial<ActionRecord>])[] = [
    ['queued', {}],
    ['staging', {}],
    ['production', {}],
    ['revoking', { confirmedAt: now }],
    ['abandoning', { abandon: abandoned('revoking'), confirmedAt: now }],
  ]
  test.each(waiting)('in %s', (state, more) => {
    const snapshot = snapshotOf({ ...more, state })
    expect(nextOf(snapshot, { now, settings })).toMatchObject({ kind: 'stay', due: now + 10 * minute })
    const late = nextOf(snapshot, { now: freeze.toMs - minute, settings })
    expect(late).toMatchObject({ kind: 'stay', due: freeze.toMs })
  })
})

test('a revocation that was sent before the freeze is seen to its end', () => {
  const sent = snapshotOf({ state: 'revoking', confirmedAt: now, revokedAt: now - minute })
  expect(nextOf(sent, { now, settings })).toEqual({ kind: 'step', step: 'revoke-token' })
})

const sourceOf = (sourceDeadlineMs: number) => ({ ...settings, freezes: [], sourceDeadlineMs })
const entry = { edgeWorkerId: '1', path: 'edgekv_tokens.js', key: 'namespace-shop', tokenName: 'shop_r2' }

test('a source deadline of nothing leaves the gate out, also for a rotation that waits at it already', () => {
  const { plan } = requested()
  const findings = { ...plan.findings, source: [entry] }
  const soaked = { plan: { ...plan, findings }, soakUntil: now - 1 }
  for (const state of ['soaking', 'awaiting-source'] as const) {
    const snapshot = snapshotOf({ ...soaked, state, stateSince: now }, target('verified'))
    const without = nextOf(snapshot, { now, settings: sourceOf(0) })
    expect(without.kind === 'go' && without.record.state).toBe('confirming')
    const withIt = nextOf(snapshot, { now, settings: sourceOf(day) })
    expect(withIt.kind === 'go' && withIt.record.state).toBe('awaiting-source')
  }
})

describe('an abandoned rotation that waits for its EdgeWorkers’ locks', () => {
  const locking = { state: 'abandoning', abandon: abandoned('locking') } as const
  const stepFor = (part: Target, claim?: string) => {
    const snapshot = snapshotOf(locking, part, claim)
    const held = snapshot.parts.get(part.id)
    return held === undefined ? undefined : stepOf(snapshot, held, { now, settings })
  }

  test('takes nothing back yet, whatever wakes a target up', () => {
    for (const state of ['verified', 'active', 'failed', 'waiting-for-parents', 'planned'] as const)
      expect(stepFor(target(state))).toBeUndefined()
  })

  test('goes on looking at what is in flight, and at what it does not know the outcome of', () => {
    expect(stepFor(target('activating'))).toMatchObject({ name: 'poll-activation', acts: false })
    expect(stepFor(target('planned', { unsure: true }))).toMatchObject({ name: 'restore-target', acts: false })
    expect(stepFor(target('planned'), 'w1')).toMatchObject({ name: 'restore-target', acts: false })
  })

  test('takes nothing back any more once it has let them go', () => {
    for (const phase of ['soaking', 'confirming', 'revoking'] as const) {
      const snapshot = snapshotOf({ state: 'abandoning', abandon: abandoned(phase) }, target('planned'))
      const held = snapshot.parts.get('1-S')
      expect(held && stepOf(snapshot, held, { now, settings })).toBeUndefined()
    }
  })

  test('keeps what stays for a named reason as it is, whoever retries after that', () => {
    const trouble = { code: 'old-token-dead', sentence: 'It is dead.', advice: 'It stays.', at: now }
    const retried = (phase: 'restoring' | 'soaking') => {
      const held = { state: 'held', leftState: 'abandoning', abandon: abandoned(phase) } as const
      const moved = retry(snapshotOf(held, target('failed', { trouble })), { person: asker, from: from(asker), now })
      return moved.kind === 'move' ? moved.move.parts?.map(({ id }) => id) : moved
    }
    expect(retried('restoring')).toEqual(['1-S'])
    expect(retried('soaking')).toEqual([])
  })

  test('takes back once it has them', () => {
    const snapshot = snapshotOf({ state: 'abandoning', abandon: abandoned('restoring') }, target('verified'))
    const held = snapshot.parts.get('1-S')
    expect(held && stepOf(snapshot, held, { now, settings })).toMatchObject({ name: 'restore-target', acts: true })
  })
})
