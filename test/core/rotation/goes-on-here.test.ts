import { expect, test } from 'vitest'
import type { Held } from '../../../src/core/ports/records.ts'
import { recordPart } from '../../../src/core/request/move.ts'
import type { Part } from '../../../src/core/request/part.ts'
import type { State } from '../../../src/core/request/state.ts'
import { goesOnHere } from '../../../src/core/rotation/goes-on-here.ts'
import { now } from '../request/record-fixture.ts'
import { candidate, held, snapshotIn, target, withoutWaits } from './support/parts.ts'

const staging = target(1, 'STAGING')
const free = held(staging)

const here = (state: State, part: Held<Part>, wakes: readonly string[]) =>
  goesOnHere(snapshotIn(state, [held(candidate(1)), part]), wakes, { now, settings: withoutWaits })

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
