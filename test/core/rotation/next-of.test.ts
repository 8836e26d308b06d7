import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { RotationSettings } from '../../../src/core/plan/rotation-settings.ts'
import type { Held, Snapshot } from '../../../src/core/ports/records.ts'
import type { NewToken, Part, Target } from '../../../src/core/request/part.ts'
import type { ActionRecord } from '../../../src/core/request/record.ts'
import { isEnd, type State, states } from '../../../src/core/request/state.ts'
import { nextOf } from '../../../src/core/rotation/next-of.ts'
import { stepOf } from '../../../src/core/rotation/step-of.ts'
import { now, requested } from '../request/record-fixture.ts'
import { candidate, newToken as completeToken, target, withoutWaits } from './support/parts.ts'

/** As docs of the rotation name them, in brackets. */
const gates: readonly State[] = [
  'asked',
  'requested',
  'queued',
  'awaiting-production',
  'awaiting-source',
  'awaiting-revoke',
  'held',
]
const endStates = states.filter(isEnd)

const settings: RotationSettings = {
  ...withoutWaits,
  soakMs: 86_400_000,
  sourceDeadlineMs: 604_800_000,
  productionGate: true,
}
const situation = { now, settings }

const trouble = { code: 'activation-failed', sentence: 'No.', advice: 'Retry.', at: now }

const newToken: NewToken = { ...completeToken, madeByUs: true }

const parts = (...targets: readonly Target[]): readonly Part[] => [newToken, candidate(1), candidate(2), ...targets]

const snapshotOf = (record: ActionRecord, all: readonly Part[], claims: readonly string[] = []): Snapshot => ({
  record: { value: record, ver: 1 },
  parts: new Map(
    all.map((part): [string, Held<Part>] => [
      part.id,
      { value: part, ver: 1, ...(claims.includes(part.id) ? { claim: 'w1' } : {}) },
    ]),
  ),
})

const inState = (state: State, more: Partial<ActionRecord> = {}): ActionRecord =>
  requested({
    state,
    stateSince: now - 1000,
    decidedAt: now - 1000,
    lapsesAt: now + 1000,
    sourceBy: now + 1000,
    soakUntil: now + 1000,
    confirmedAt: now - 10,
    stillUsed: [],
    blindSpots: [],
    ...(state === 'abandoning' ? { abandon: { person: requested().asker, at: now, phase: 'restoring' } } : {}),
    ...more,
  })

const waiting = parts(target(1, 'STAGING'), target(2, 'STAGING'), target(1, 'PRODUCTION'))

describe('a gate', () => {
  test.each(gates)('has no step of its own: %s', (state) => {
    for (const late of [0, 2_000, 1e10]) {
      const next = nextOf(snapshotOf(inState(state), waiting), { now: now + late, settings })
      expect(['stay', 'go', 'locks']).toContain(next.kind)
    }
  })

  test.each([...gates, 'holding', 'soaking', 'confirming', 'revoking', 'approved', ...endStates] as const)(
    'and no state but those that deploy lets a planned target or candidate act: %s',
    (state) => {
      const open: readonly Part[] = [newToken, candidate(1, 'planned'), target(1, 'STAGING')]
      for (const claims of [[], open.map((part) => part.id)]) {
        const snapshot = snapshotOf(inState(state), open, claims)
        for (const held of snapshot.parts.values()) expect(stepOf(snapshot, held, situation)?.acts ?? false).toBe(false)
      }
    },
  )

  test('looks only at what Akamai is doing already', () => {
    const flying = target(1, 'STAGING', 'activating')
    const snapshot = snapshotOf(inState('held', { leftState: 'staging' }), parts(flying))
    const step = stepOf(snapshot, { value: flying, ver: 1 }, situation)
    expect(step).toMatchObject({ name: 'poll-activation', acts: false })
  })
})

describe('trouble', () => {
  const holds: readonly State[] = [
    'creating-token',
    'preparing',
    'staging',
    'awaiting-production',
    'production',
    'soaking',
    'awaiting-source',
    'confirming',
    'awaiting-revoke',
    'revoking',
    'refreshing-token',
  ]
  test.each(states)('of a part, in %s', (state) => {
    const failed = { ...target(1, 'STAGING', 'failed'), trouble }
    const next = nextOf(snapshotOf(inState(state), parts(failed, target(2, 'STAGING'))), situation)
    const to = next.kind === 'go' ? next.record.state : undefined
    if (holds.includes(state)) expect([to, next.kind === 'go' && next.record.leftState]).toEqual(['holding', state])
    else expect(to === 'holding').toBe(false)
  })

  test.each(states)('of the record itself holds, and never runs a step, in %s', (state) => {
    const next = nextOf(snapshotOf(inState(state, { trouble }), waiting), situation)
    if (holds.includes(state)) expect(next.kind === 'go' && next.record.state).toBe('holding')
    if (state === 'abandoning') expect(next.kind === 'go' && next.record.state).toBe('held')
    if (isEnd(state)) expect(next).toEqual({ kind: 'stay', due: 'never' })
  })

  test('waits in holding for what is in flight, and for nobody who is stuck', () => {
    const record = inState('holding', { leftState: 'staging', trouble })
    const flying = target(1, 'STAGING', 'activating')
    expect(nextOf(snapshotOf(record, parts(flying)), situation).kind).toBe('stay')
    const stuck = { ...flying, trouble: { ...trouble, code: 'activation-stuck' } }
    const next = nextOf(snapshotOf(record, parts(stuck)), situation)
    expect(next.kind === 'go' && next.record.state).toBe('held')
  })
})

describe('held', () => {
  const day = 86_400_000
  const toldAfter = (days: number, leftState: State) => {
    const record = inState('held', { leftState, trouble, stateSince: now, toldAt: now + (days - 1) * day })
    const next = nextOf(snapshotOf(record, waiting), { now: now + days * day, settings })
    return next.kind === 'go' ? (next.owed ?? []).map((one) => (one.kind === 'notice' ? one.notice : one.kind)) : []
  }

  test('is told in the thread and to the asker every day, and to on-call from the third', () => {
    expect(toldAfter(1, 'staging')).toEqual(['still-held', 'still-held'])
    expect(toldAfter(3, 'staging')).toEqual(['still-held', 'still-held', 'held-for-days'])
  })

  test('asks for the source again where that is what it waits for', () => {
    expect(toldAfter(1, 'awaiting-source')).toEqual(['source-still-wanted', 'still-held'])
  })
})

const targetStates: readonly Target['state'][] = [
  'planned',
  'activating',
  'active',
  'verified',
  'failed',
  'dropped',
  'restoring',
  'restored',
]
const settled: readonly Target['state'][] = ['verified', 'dropped']

const anyTarget = (id: number, network: Target['network']) =>
  fc
    .record({
      state: fc.constantFrom(...targetStates),
      waits: fc.boolean(),
      unsure: fc.boolean(),
      failing: fc.boolean(),
    })
    .map(
      ({ state, waits, unsure, failing }): Target => ({
        ...target(id, network, state),
        ...(waits ? { waitsUntil: now - 1, tries: 1 } : {}),
        ...(unsure ? { unsure: true as const } : {}),
        ...(failing && state !== 'verified' ? { trouble } : {}),
      }),
    )

const anyTargets = fc.tuple(
  anyTarget(1, 'STAGING'),
  anyTarget(2, 'STAGING'),
  anyTarget(1, 'PRODUCTION'),
  anyTarget(2, 'PRODUCTION'),
)

describe('whatever came before', () => {
  test('production is never touched while a staging target is open, and never outside of its state', () => {
    fc.assert(
      fc.property(anyTargets, fc.constantFrom(...states), fc.boolean(), (targets, state, frozen) => {
        const freezes = frozen ? [{ fromMs: now - 1, toMs: now + 1, reason: 'x' }] : []
        const snapshot = snapshotOf(inState(state), parts(...targets))
        for (const held of snapshot.parts.values()) {
          const step = stepOf(snapshot, held, { now, settings: { ...settings, freezes } })
          if (step?.name !== 'activate-target' || !step.acts) continue
          const part = held.value
          expect(frozen).toBe(false)
          expect(part.kind === 'target' && part.network.toLowerCase()).toBe(state)
        }
      }),
    )
  })

  test('the way forward never comes to the revocation with an unsettled target', () => {
    fc.assert(
      fc.property(
        anyTargets,
        fc.constantFrom('preparing' as const, 'staging' as const, 'production' as const),
        (targets, from) => {
          let record = inState(from)
          for (let turn = 0; turn < 8; turn += 1) {
            const next = nextOf(snapshotOf(record, parts(...targets)), situation)
            if (next.kind !== 'go') return
            record = next.record
            if (record.state === 'soaking' || record.state === 'confirming') {
              expect(targets.every((one) => settled.includes(one.state))).toBe(true)
              return
            }
          }
        },
      ),
    )
  })

  test('an abandoned rotation never comes to a revocation with a target that is not settled', () => {
    fc.assert(
      fc.property(anyTargets, (targets) => {
        const next = nextOf(snapshotOf(inState('abandoning'), parts(...targets)), situation)
        const phase = next.kind === 'go' ? next.record.abandon?.phase : undefined
        if (phase === 'soaking' || phase === 'confirming')
          expect(targets.every((one) => one.state === 'restored' || one.state === 'dropped')).toBe(true)
      }),
    )
  })

  test('a revocation is never reached over a finding that nobody has overridden, or an old look', () => {
    const use = { edgeWorkerId: '1', network: 'STAGING' as const, version: '1', status: 'active' as const }
    fc.assert(
      fc.property(fc.boolean(), fc.boolean(), fc.integer({ min: 0, max: 600_000 }), (used, overridden, age) => {
        const override = { findings: ['1 STAGING 1'], person: requested().asker, at: now }
        const record = inState('revoking', {
          confirmedAt: now - age,
          stillUsed: used ? [use] : [],
          ...(overridden ? { override } : {}),
        })
        const next = nextOf(snapshotOf(record, []), situation)
        if (next.kind === 'step') expect((!used || overridden) && age <= 300_000).toBe(true)
      }),
    )
  })
})
