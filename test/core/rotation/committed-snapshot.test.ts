import fc from 'fast-check'
import { expect, onTestFinished, test } from 'vitest'
import type { Records, Snapshot } from '../../../src/core/ports/records.ts'
import { recordPart } from '../../../src/core/request/move.ts'
import type { Part } from '../../../src/core/request/part.ts'
import { committedSnapshot } from '../../../src/core/rotation/committed-snapshot.ts'
import { createRedisRecords } from '../../../src/store/redis-records.ts'
import { aChange, aNewRecord } from '../../store/support/a-record.ts'
import { startStoreWorld } from '../../store/support/store-world.ts'

const anyPart = fc.constantFrom(recordPart, '1234-S', '1234-P')
const steps = fc.array(fc.record({ subject: anyPart, takes: anyPart }), { minLength: 1, maxLength: 8 })

const versionsOf = ({ parts }: Snapshot) => Object.fromEntries([...parts].map(([id, { ver }]) => [id, ver]))

const moved = (part: Part, n: number): Part => (part.kind === 'target' ? { ...part, attempt: n } : part)

/** What a step's commit puts: the record, the subject, and no intent on it any more. */
const put = (before: Snapshot, subject: string, n: number): Snapshot => {
  const { claim, ...record } = before.record
  const stays = subject === recordPart || claim === undefined ? {} : { claim }
  const changed = before.parts.get(subject)
  const own = changed && ([subject, { value: moved(changed.value, n), ver: changed.ver }] as const)
  return {
    record: { ...record, value: { ...record.value, stateSince: n }, ...stays },
    parts: new Map([...before.parts, ...(own === undefined ? [] : [own])]),
  }
}

/** Commits one step's result and takes the intent on the next, as the engine does; gives what it thinks is there now. */
const commitOne = async (
  records: Records,
  before: Snapshot,
  n: number,
  { subject, takes }: Step,
): Promise<Snapshot> => {
  const after = put(before, subject, n)
  const own = after.parts.get(subject)?.value
  const committed = await records.commit(
    aChange(before.record.value, {
      expect: { record: before.record.ver, parts: versionsOf(before) },
      record: after.record.value,
      ...(own === undefined ? {} : { parts: [own] }),
      claim: takes,
      release: takes === subject ? [] : [subject],
    }),
  )
  if (committed.kind !== 'ok') throw new Error(`refused: ${committed.kind}`)
  return committedSnapshot(after, committed, takes)
}

interface Step {
  readonly subject: string
  readonly takes: string
}

test('a step that goes on without reading the record knows what a reading would have given', async () => {
  const world = await startStoreWorld()
  onTestFinished(() => world.close())
  const records = createRedisRecords(await world.worker('this worker'))
  await fc.assert(
    fc.asyncProperty(steps, async (all) => {
      const key = await records.create('acme', aNewRecord())
      let known = await records.load(key)
      for (const [n, step] of all.entries()) {
        if (known === undefined) throw new Error('no record')
        known = await commitOne(records, known, n + 2, step)
        expect(known).toEqual(await records.load(key))
      }
    }),
    { numRuns: 60 },
  )
})
