import { expect, test } from 'vitest'
import type { Change } from '../../../src/core/ports/records.ts'
import type { Target } from '../../../src/core/request/part.ts'
import { commitSettled } from '../../../src/core/rotation/commit-settled.ts'
import type { EngineTools } from '../../../src/core/rotation/engine-tools.ts'
import type { Run } from '../../../src/core/rotation/intent.ts'
import { now } from '../request/record-fixture.ts'
import { candidate, held, snapshotIn, target, withoutWaits } from './support/parts.ts'

const under = target(1, 'STAGING', 'activating')
const active: Target = { ...under, state: 'active' }

/** Commits that an activation is complete; its worker goes on with the check of what is live. */
const commit = async (unmoved: boolean) => {
  const changes: Change[] = []
  const records = {
    commit: async (change: Change) => {
      changes.push(change)
      return { kind: 'ok', record: 1, parts: { [under.id]: 4 }, unmoved }
    },
  }
  const tools = { records, ids: { next: () => 'op' }, clock: { now: () => now }, settings: withoutWaits }
  const snapshot = snapshotIn('staging', [held(candidate(1)), { ...held(under), claim: 'me' }])
  const subjects = { partId: under.id, put: (part: Target) => ({ parts: [part] }) }
  const run = { tools: tools as unknown as EngineTools, snapshot, subjects } as unknown as Run<Target>
  const result = { put: active, due: now, tellsRecord: true, events: [], owed: [] }
  return { after: await commitSettled(run, { record: 1, ver: 3 }, result), changes }
}

test('a worker that goes on with a part asks whether all that it saw still stands, and then need not read it again', async () => {
  const { after, changes } = await commit(true)
  expect(changes).toMatchObject([{ claim: under.id, seen: { record: 1, parts: { [under.id]: 3, 'c:1@1': 1 } } }])
  expect(after.taken?.snapshot?.parts.get(under.id)).toMatchObject({ value: active, ver: 4 })
})

test('where something else of the record has moved it reads all of it, under the same intent', async () => {
  const { after } = await commit(false)
  expect(after.taken).toEqual({ part: under.id, ver: 4 })
})
