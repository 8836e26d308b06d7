import { expect, test } from 'vitest'
import { noticeView } from '../../../src/core/chat/views/notice-view.ts'
import type { ActionRecord } from '../../../src/core/request/record.ts'
import { abandon } from '../../../src/core/rotation/moves/abandon.ts'
import { from, now, person, requested } from '../request/record-fixture.ts'

const ana = person('ana')
const snapshotOf = (record: ActionRecord) => ({ record: { value: record, ver: 1 }, parts: new Map() })

const noticesOf = (change: Partial<ActionRecord>): readonly string[] => {
  const moved = abandon(snapshotOf(requested(change)), { person: ana, from: from(ana), now })
  if (moved.kind !== 'move') throw new Error('refused')
  return (moved.move.owed ?? []).flatMap((owed) => (owed.kind === 'notice' ? [owed.notice] : []))
}

test('abandoned after the team was asked for its own source, the team is asked to put the old entry back', () => {
  expect(noticesOf({ state: 'awaiting-source', sourceBy: now })).toEqual(['source-back'])
  expect(noticesOf({ state: 'held', leftState: 'awaiting-source', sourceBy: now })).toEqual(['source-back'])
  const said = { kind: 'updated', person: ana, at: now } as const
  expect(noticesOf({ state: 'confirming', source: said })).toEqual(['source-back'])
  expect(noticeView('source-back', snapshotOf(requested())).summary).toMatch(/put the old one back before its next/)
})

test('abandoned before that, nobody has anything to put back', () => {
  expect(noticesOf({ state: 'production' })).toEqual([])
  expect(noticesOf({ state: 'confirming', source: { kind: 'skipped', person: ana, at: now } })).toEqual([])
})
