import { expect, test } from 'vitest'
import { boardSteps } from '../../../../src/core/chat/views/board-steps.ts'
import type { ActionRecord } from '../../../../src/core/request/record.ts'
import { sourceDone } from '../../../../src/core/rotation/moves/source.ts'
import { from, now, person, requested } from '../../request/record-fixture.ts'

const sourceStepOf = (record: ActionRecord) =>
  boardSteps({ record: { value: record, ver: 1 }, parts: new Map() }).find(({ text }) =>
    String(text[0]).includes('says'),
  )

test('the board mentions who said that the source is updated, by the chat account that said so', () => {
  const ana = person('ana')
  const moved = sourceDone(requested({ state: 'awaiting-source' }), 'updated', { person: ana, from: from(ana), now })
  if (moved.kind !== 'move') throw new Error('refused')
  const { record } = moved.move
  expect(sourceStepOf(record)?.text).toEqual(['source updated, says ', { person: from(ana), name: 'ana' }])
})

test('a record from before accounts were kept names the person', () => {
  const record = requested({ state: 'confirming', source: { kind: 'skipped', person: person('ben'), at: now } })
  expect(sourceStepOf(record)?.text).toEqual(['source check skipped, says ', 'ben'])
})
