import { randomUUID } from 'node:crypto'
import { expect, test } from 'vitest'
import { remindPeople } from '../../../src/core/chat/watch-requests.ts'
import type { Records } from '../../../src/core/ports/records.ts'
import type { ActionRecord } from '../../../src/core/request/record.ts'
import { MemoryRecords } from '../../fakes/memory-records.ts'
import { now, requested } from '../request/record-fixture.ts'

const hour = 3_600_000

const overdue: ActionRecord = requested({ state: 'soaking', review: { by: now - hour }, startedAt: now - 2 * hour })

/** Reminders of one record; `rival` happens just before each commit of theirs. */
const remindBeside = async (rival: (records: Records) => Promise<unknown>) => {
  const memory = new MemoryRecords(() => now)
  memory.create(overdue, [])
  const records = memory.portOf('watch', async () => undefined)
  const woken: string[] = []
  const ours: Records = {
    ...records,
    owingReview: async () => [overdue],
    commit: async (change) => {
      await rival(records)
      return records.commit(change)
    },
  }
  await remindPeople({
    records: ours,
    accounts: ['acme'],
    clock: { now: () => now },
    ids: { next: () => randomUUID() },
    wakeups: { wake: async (items: { id: string }[]) => woken.push(...items.map(({ id }) => id)) },
  } as never)
  return { events: memory.events, left: memory.snapshot('R42')?.record.value, woken }
}

const moveOn = (round: number) => async (records: Records) => {
  const held = await records.load({ account: 'acme', id: 'R42' })
  if (held === undefined) throw new Error('no R42')
  const { ver, value } = held.record
  const change = { op: `rival-${round}-${ver}`, account: 'acme', id: 'R42', events: [], expect: { record: ver } }
  return records.commit({ ...change, record: { ...value, stateSince: now + round } })
}

test('who is worked on just then is reminded all the same, once, of what stands then', async () => {
  let rounds = 0
  const { events, left, woken } = await remindBeside(async (records) => {
    rounds += 1
    if (rounds <= 2) await moveOn(rounds)(records)
  })
  expect(events.map(({ what, facts }) => [what, facts])).toEqual([['request.reminded', { of: 'review' }]])
  expect(left).toMatchObject({ stateSince: now + 2, review: { by: now - hour, toldAt: now } })
  expect(woken).toEqual(['R42'])
})

test('who never stands still is left to the next look', async () => {
  let rounds = 0
  const { events, woken } = await remindBeside((records) => {
    rounds += 1
    return moveOn(rounds)(records)
  })
  expect([events, woken]).toEqual([[], []])
  expect(rounds).toBeLessThan(20)
})
