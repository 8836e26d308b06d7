import { describe, expect, test } from 'vitest'
import type { Snapshot } from '../../../src/core/ports/records.ts'
import type { Moved } from '../../../src/core/request/move.ts'
import type { ActionRecord } from '../../../src/core/request/record.ts'
import { isLookTooOld } from '../../../src/core/rotation/look.ts'
import { retry } from '../../../src/core/rotation/moves/retry.ts'
import { decideRevoke } from '../../../src/core/rotation/moves/revoke-gate.ts'
import { sourceDone } from '../../../src/core/rotation/moves/source.ts'
import { nextOf } from '../../../src/core/rotation/next-of.ts'
import { from, now, person, requested } from '../request/record-fixture.ts'
import { withoutWaits as settings } from './support/parts.ts'

const minute = 60_000
const ben = person('ben')
const call = { person: ben, from: from(ben), now }
const seen = { confirmedAt: now - minute, stillUsed: [], blindSpots: [], tokenGone: true, waitsFor: 'edges' } as const

const snapshotOf = (more: Partial<ActionRecord>): Snapshot => ({
  record: { value: requested({ stateSince: now - 2 * minute, soakUntil: now - 1, ...seen, ...more }), ver: 1 },
  parts: new Map(),
})

const expectUnseen = (record: ActionRecord | false): void => {
  expect(record).toMatchObject({ state: 'confirming' })
  for (const fact of Object.keys(seen)) expect(record).not.toHaveProperty(fact)
}

test('a look holds for five minutes, and not once the clock has gone back behind it', () => {
  expect(isLookTooOld({ confirmedAt: now - 5 * minute }, now)).toBe(false)
  expect(isLookTooOld({ confirmedAt: now - 5 * minute - 1 }, now)).toBe(true)
  expect(isLookTooOld({ confirmedAt: now + 10_000 }, now)).toBe(false)
  expect(isLookTooOld({ confirmedAt: now + 10_001 }, now)).toBe(true)
  expect(isLookTooOld({}, now)).toBe(true)
})

test('a clock that went back does not let a look be revoked upon, and does not make it be made over and over', () => {
  const later = { confirmedAt: now + 60 * minute, stateSince: now + 61 * minute }
  const next = nextOf(snapshotOf({ ...later, state: 'revoking' }), { now, settings })
  expect(next.kind === 'go' && next.record.state).toBe('confirming')
  const made = snapshotOf({ state: 'confirming', confirmedAt: now, stateSince: now + 61 * minute })
  const then = nextOf(made, { now, settings })
  expect(then.kind === 'go' && then.record.state).toBe('revoking')
})

describe('confirming begins with a look of its own, whatever was seen before', () => {
  test.each(['soaking', 'awaiting-source'] as const)('after %s', (state) => {
    const next = nextOf(snapshotOf({ state }), { now, settings })
    expectUnseen(next.kind === 'go' && next.record)
  })

  const moves: Readonly<Record<string, Moved>> = {
    'Source updated': sourceDone(snapshotOf({ state: 'awaiting-source' }).record.value, 'updated', call),
    'Look again': decideRevoke(snapshotOf({ state: 'awaiting-revoke' }).record.value, 'look-again', call),
    Retry: retry(snapshotOf({ state: 'held', leftState: 'confirming' }), call),
  }
  test.each(Object.entries(moves))('after *%s*', (_, moved) => {
    expectUnseen(moved.kind === 'move' && moved.move.record)
  })
})
