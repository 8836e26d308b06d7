import { expect, test } from 'vitest'
import { boardButtons } from '../../../../src/core/chat/views/board-buttons.ts'
import type { ActionRecord } from '../../../../src/core/request/record.ts'
import type { State } from '../../../../src/core/request/state.ts'
import { abandon } from '../../../../src/core/rotation/moves/abandon.ts'
import { from, now, person, requested } from '../../request/record-fixture.ts'

const begun = ['creating-token', 'preparing', 'staging', 'production', 'soaking', 'awaiting-source'] as const
const others = ['confirming', 'awaiting-revoke', 'revoking', 'abandoning', 'abandoned', 'succeeded', 'void'] as const

const actionsOf = (record: ActionRecord): readonly string[] =>
  boardButtons(record).flatMap((block) => (block.kind === 'buttons' ? block.buttons.map(({ action }) => action) : []))

const isPossible = (record: ActionRecord): boolean => {
  const ana = person('ana')
  const snapshot = { record: { value: record, ver: 1 }, parts: new Map() }
  return abandon(snapshot, { person: ana, from: from(ana), now }).kind === 'move'
}

const heldFrom = (leftState: State, more: Partial<ActionRecord> = {}): ActionRecord =>
  requested({ state: 'held', leftState, ...more })

test('the board offers Abandon only where there is something to abandon', () => {
  const all: readonly ActionRecord[] = [
    ...[...begun, ...others].flatMap((state) => [requested({ state }), heldFrom(state)]),
    heldFrom('revoking', { revokedAt: now }),
  ]
  const offered = all.filter((record) => actionsOf(record).includes('abandon'))
  expect(offered.filter((record) => !isPossible(record))).toEqual([])
  expect(offered.length).toBeGreaterThan(begun.length * 2)
})

test('a rotation that is held on its way back can be tried again', () => {
  expect(actionsOf(heldFrom('abandoning'))).toEqual(['retry'])
})
