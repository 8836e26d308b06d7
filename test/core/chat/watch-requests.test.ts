import { randomUUID } from 'node:crypto'
import { expect, test } from 'vitest'
import { recheckPlans, remindPeople } from '../../../src/core/chat/watch-requests.ts'
import type { Records } from '../../../src/core/ports/records.ts'
import type { ActionRecord } from '../../../src/core/request/record.ts'
import { MemoryRecords } from '../../fakes/memory-records.ts'
import { now, requested } from '../request/record-fixture.ts'

const hour = 3_600_000

const overdue: ActionRecord = requested({ state: 'soaking', review: { by: now - hour }, startedAt: now - 2 * hour })

type Rival = (records: Records) => Promise<unknown>

/** One record, and the tools of a look at it; `rival` happens just before each commit of that look. */
const lookAt = (record: ActionRecord, rival: Rival = async () => undefined) => {
  const memory = new MemoryRecords(() => now)
  memory.create(record, [])
  const records = memory.portOf('watch', async () => undefined)
  const woken: string[] = []
  const ours: Records = {
    ...records,
    open: async () => [record],
    owingReview: async () => (record.review === undefined ? [] : [record]),
    commit: async (change) => {
      await rival(records)
      return records.commit(change)
    },
  }
  const tools = {
    records: ours,
    accounts: ['acme'],
    clock: { now: () => now },
    ids: { next: () => randomUUID() },
    wakeups: { wake: async (items: { id: string }[]) => woken.push(...items.map(({ id }) => id)) },
    planToolsFor: () => ({ records: ours, now: () => now, generation: 'expiring' }),
  } as never
  return { tools, woken, events: memory.events, left: () => memory.snapshot('R42')?.record.value }
}

const moveOn = (round: number) => async (records: Records) => {
  const held = await records.load({ account: 'acme', id: 'R42' })
  if (held === undefined) throw new Error('no R42')
  const { ver, value } = held.record
  const change = { op: `rival-${round}-${ver}`, account: 'acme', id: 'R42', events: [], expect: { record: ver } }
  return records.commit({ ...change, record: { ...value, stateSince: now + round } })
}

/** Others move it before each of the first so many commits. */
const movesOn = (times: number): Rival => {
  let rounds = 0
  return async (records) => {
    rounds += 1
    if (rounds > 20) throw new Error('it is tried for ever')
    if (rounds <= times) await moveOn(rounds)(records)
  }
}

test('a record that others move just then is reminded of all the same, once, as it stands then', async () => {
  const { tools, woken, events, left } = lookAt(overdue, movesOn(2))
  await remindPeople(tools)
  expect(events.map(({ what, facts }) => [what, facts])).toEqual([['request.reminded', { of: 'review' }]])
  expect(left()).toMatchObject({ stateSince: now + 2, review: { by: now - hour, toldAt: now } })
  expect(woken).toEqual(['R42'])
})

test('one that never stands still is left to the next look', async () => {
  const { tools, woken, events, left } = lookAt(overdue, movesOn(19))
  await remindPeople(tools)
  expect([events, woken]).toEqual([[], []])
  expect(left()).toMatchObject({ stateSince: now + 3 })
})

/** A scan, begun at that time, that sees nothing. */
const seenAt = (scannedAt: number) =>
  ({ inventory: { account: 'acme', scannedAt, tokens: [], edgeWorkers: [], usages: [] }, live: [] }) as never

test('a request whose token is gone is void, also where somebody votes just then', async () => {
  const { tools, left } = lookAt(requested(), movesOn(1))
  await recheckPlans(tools, 'acme', seenAt(now + 1))
  expect(left()).toMatchObject({ state: 'void' })
})

test('a scan that began before the plan was made says nothing of it', async () => {
  const { tools, events, left } = lookAt(requested())
  await recheckPlans(tools, 'acme', seenAt(now - 1))
  expect([left()?.state, events]).toEqual(['requested', []])
})
