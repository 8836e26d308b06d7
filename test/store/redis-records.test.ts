import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { Records } from '../../src/core/ports/records.ts'
import type { ActionRecord } from '../../src/core/request/record.ts'
import { createRedisRecords } from '../../src/store/redis-records.ts'
import { aChange, aNewRecord, aTarget } from './support/a-record.ts'
import { type StoreWorld, startStoreWorld, type TestWorker } from './support/store-world.ts'

let world: StoreWorld
let worker: TestWorker
let records: Records

beforeAll(async () => {
  world = await startStoreWorld()
})
beforeEach(async () => {
  await world.redis.flushall()
  worker = await world.worker(`w-${Math.random()}`)
  records = createRedisRecords(worker)
})
afterAll(() => world.close())

const create = (patch = {}): Promise<ActionRecord> => records.create('acme', aNewRecord(patch))
/** Heartbeats come and go by themselves. */
const keysOfRecords = async (): Promise<string[]> =>
  (await world.redis.keys('*')).filter((key) => !key.startsWith('{ekv}:worker:')).toSorted()
const event = { what: 'request.asked', actor: { kind: 'bot' } } as const

describe('a new record', () => {
  test('is numbered for people and marked for Akamai with the tag of this Redis', async () => {
    const [first, second] = [await create(), await create()]
    expect(first.id).toBe('R1')
    expect(first.mark).toMatch(/^[a-z2-7]{4}1$/)
    expect(second).toMatchObject({ id: 'R2', mark: `${first.mark.slice(0, 4)}2` })
  })

  test('is read back with its parts, exactly as it was given', async () => {
    const odd = aTarget('1-S', { by: 'ü "quoted" \u2028 1e400 \\u0000 \ud83d\ude00' })
    const record = await create({ parts: [odd] })
    const snapshot = await records.load(record)
    expect(snapshot?.record).toEqual({ value: record, ver: 1 })
    expect(snapshot?.parts.get('1-S')).toEqual({ value: odd, ver: 1 })
  })

  test('that was asked for 16 at once gets 16 different numbers', async () => {
    const made = await Promise.all(Array.from({ length: 16 }, () => create()))
    expect(new Set(made.map(({ id }) => id)).size).toBe(16)
  })

  test('of another account shares no id and no lock with the first', async () => {
    const mine = await create()
    const theirs = await records.create('other', aNewRecord({}, 'other'))
    expect(theirs.id).not.toBe(mine.id)
    await records.commit(aChange(mine, { locks: { take: ['token:a'] } }))
    expect(await records.commit(aChange(theirs, { locks: { take: ['token:a'] } }))).toMatchObject({ kind: 'ok' })
    expect(await records.load({ account: 'other', id: mine.id })).toBeUndefined()
  })
})

describe('a change', () => {
  test('of 16 that expect the same version is made by one', async () => {
    for (let round = 0; round < 20; round += 1) {
      const record = await create()
      const asked = Array.from({ length: 16 }, (_, n) =>
        records.commit(aChange(record, { expect: { record: 1 }, record: { ...record, stateSince: n } })),
      )
      const answers = await Promise.all(asked)
      const winners = answers.flatMap(({ kind }, n) => (kind === 'ok' ? [n] : []))
      expect(winners).toHaveLength(1)
      expect(answers.filter(({ kind }) => kind === 'moved')).toHaveLength(15)
      const snapshot = await records.load(record)
      expect(snapshot?.record).toMatchObject({ ver: 2, value: { stateSince: winners[0] } })
    }
  })

  test('answers with the versions that stand afterwards', async () => {
    const record = await create()
    const change = aChange(record, { expect: { parts: { '1234-S': 1 } }, parts: [aTarget('1234-S'), aTarget('new-P')] })
    expect(await records.commit(change)).toEqual({ kind: 'ok', record: 1, parts: { '1234-S': 2, 'new-P': 1 } })
  })

  test('says whether all that it was decided on stood, and is not refused for it', async () => {
    const record = await create()
    const seen = { record: 1, parts: { '1234-S': 1, '1234-P': 1, 'new-P': 0 } }
    const change = () => aChange(record, { expect: { parts: { '1234-S': 1 } }, seen })
    expect(await records.commit(change())).toEqual({ kind: 'ok', record: 1, parts: {}, unmoved: true })
    await records.commit(aChange(record, { parts: [aTarget('1234-P')] }))
    expect(await records.commit(change())).toEqual({ kind: 'ok', record: 1, parts: {}, unmoved: false })
    await records.commit(aChange(record, { record }))
    expect(await records.commit({ ...change(), seen: { record: 1 } })).toMatchObject({ kind: 'ok', unmoved: false })
  })

  test('is refused as a whole: no part, event, message, lock or due time of it stays', async () => {
    const record = await create()
    const change = aChange(record, {
      expect: { record: 1, parts: { '1234-S': 9 } },
      record: { ...record, state: 'requested' },
      parts: [aTarget('1234-P', { state: 'active' })],
      claim: '1234-P',
      due: { '1234-P': 5 },
      events: [event],
      owed: [{ kind: 'board' }],
      locks: { take: ['token:a'] },
    })
    const before = await keysOfRecords()
    expect(await records.commit(change)).toEqual({ kind: 'moved' })
    expect(await keysOfRecords()).toEqual(before)
    const snapshot = await records.load(record)
    expect(snapshot?.record.ver).toBe(1)
    expect(snapshot?.parts.get('1234-P')).toEqual({ value: aTarget('1234-P'), ver: 1 })
  })

  test('sent twice answers twice alike and happens once, up to eight changes later', async () => {
    const record = await create()
    const first = aChange(record, { expect: { record: 1 }, record, events: [event] })
    const answer = await records.commit(first)
    for (let n = 0; n < 7; n += 1) await records.commit(aChange(record, { record }))
    expect(await records.commit(first)).toEqual(answer)
    expect(await records.history(record)).toHaveLength(1)
    await records.commit(aChange(record, { record }))
    expect(await records.commit(first)).toEqual({ kind: 'moved' })
  })

  test('of a record that does not exist is refused', async () => {
    expect(await records.commit(aChange({ ...(await create()), id: 'R99' }))).toEqual({ kind: 'moved' })
  })

  test('lapses at the very millisecond, by the clock at the moment of saving', async () => {
    const record = await create()
    const inTime = aChange(record, { unlessAfter: world.clock.now() + 500 })
    expect(await records.commit(inTime)).toMatchObject({ kind: 'ok' })
    expect(await records.commit(aChange(record, { unlessAfter: world.clock.now() }))).toEqual({ kind: 'lapsed' })
    world.clock.time += 7 * 86_400_000
    expect(await records.commit(aChange(record, { unlessAfter: world.clock.now() - 1 }))).toEqual({ kind: 'lapsed' })
  })

  test('keeps its events in order, with the time of the clock', async () => {
    const record = await create({ events: [event] })
    await records.commit(aChange(record, { op: 'op-2', events: [{ ...event, what: 'request.requested' }] }))
    const at = world.clock.now()
    const first = { token: record.ask.token, facts: { state: record.state }, op: expect.any(String) }
    expect(await records.history(record)).toEqual([
      { ...event, ...first, account: 'acme', record: 'R1', at },
      { ...event, what: 'request.requested', account: 'acme', record: 'R1', op: 'op-2', at },
    ])
    expect(await world.redis.xlen('{ekv}:events')).toBe(2)
  })
})

describe('locks', () => {
  const take = (record: ActionRecord, ...names: string[]) => records.commit(aChange(record, { locks: { take: names } }))

  test('are taken all or none, and say who holds the one that is missing', async () => {
    const [first, second] = [await create(), await create()]
    await take(first, 'token:a', 'edgeworker:1')
    expect(await take(second, 'edgeworker:2', 'edgeworker:1')).toEqual({
      kind: 'locked',
      lock: 'edgeworker:1',
      holder: 'R1',
    })
    const held = await records.holderOf('acme', ['token:a', 'edgeworker:1', 'edgeworker:2'])
    expect(held).toEqual({ 'token:a': 'R1', 'edgeworker:1': 'R1' })
  })

  test('of 16 records that want the same two go to one of them', async () => {
    for (let round = 0; round < 20; round += 1) {
      const all = await Promise.all(Array.from({ length: 16 }, () => create()))
      const names = [`a${round}`, `b${round}`]
      const answers = await Promise.all(all.map((one, n) => take(one, ...(n % 2 ? names : names.toReversed()))))
      expect(answers.filter(({ kind }) => kind === 'ok')).toHaveLength(1)
    }
  })

  test('may be taken again by their holder, and are let go by it alone', async () => {
    const [first, second] = [await create(), await create()]
    await take(first, 'x')
    expect(await take(first, 'x', 'y')).toMatchObject({ kind: 'ok' })
    await records.commit(aChange(second, { locks: { free: ['x'] } }))
    expect(await take(second, 'x')).toMatchObject({ kind: 'locked' })
    await records.commit(aChange(first, { locks: { free: ['x'] } }))
    expect(await take(second, 'x')).toMatchObject({ kind: 'ok' })
  })

  test('of a record that has ended are free', async () => {
    const [first, second] = [await create(), await create()]
    await take(first, 'x')
    await records.commit(aChange(first, { record: { ...first, state: 'void' } }))
    expect(await records.holderOf('acme', ['x'])).toEqual({})
    expect(await take(second, 'x')).toMatchObject({ kind: 'ok' })
  })
})

describe('the end of a record', () => {
  test('takes it from the open ones and from what is due, and lets it expire after 90 days', async () => {
    const record = await create({ due: { _: 1, '1234-S': 1 }, events: [event] })
    await records.commit(aChange(record, { record: { ...record, state: 'succeeded' } }))
    expect(await records.open()).toEqual([])
    expect(await records.due(10)).toEqual([])
    expect(await records.recent('acme', 5)).toMatchObject([{ id: 'R1', state: 'succeeded' }])
    for (const key of ['{ekv}:rec:acme:R1', '{ekv}:events:acme:R1'])
      expect(await world.redis.ttl(key)).toBeGreaterThan(90 * 86_400 - 5)
  })

  test('forgets an expired one without a trace in the lists', async () => {
    const [first, second] = [await create({ due: { _: 1 } }), await create()]
    await world.redis.del(`{ekv}:rec:acme:${first.id}`)
    expect((await records.recent('acme', 5)).map(({ id }) => id)).toEqual([second.id])
    expect((await records.open()).map(({ id }) => id)).toEqual([second.id])
    expect(await records.due(10)).toEqual([])
    expect(await world.redis.zcard('{ekv}:all:acme')).toBe(1)
  })
})

describe('lists', () => {
  test('give open records oldest first, of one account or all, and the newest first where asked', async () => {
    for (let n = 0; n < 12; n += 1) await create()
    const other = await records.create('other', aNewRecord({}, 'other'))
    expect((await records.open('acme')).map(({ id }) => id)).toEqual(Array.from({ length: 12 }, (_, n) => `R${n + 1}`))
    expect(await records.open()).toHaveLength(13)
    expect(await records.open('other')).toEqual([other])
    expect((await records.recent('acme', 2)).map(({ id }) => id)).toEqual(['R12', 'R11'])
  })
})

describe('a review that is owed', () => {
  const owing = async () => (await records.owingReview('acme')).map(({ id }) => id)

  test('is found however many records came after, also once the record has ended, until it is closed', async () => {
    const glass = await create()
    const owed = { ...glass, review: { by: 1 } }
    await records.commit(aChange(glass, { record: owed }))
    await records.commit(aChange(glass, { record: { ...owed, state: 'succeeded' } }))
    for (let n = 0; n < 250; n += 1) await create()
    expect(await owing()).toEqual([glass.id])
    expect(await records.owingReview('other')).toEqual([])
    const done = { person: glass.asker, at: 2 }
    await records.commit(aChange(glass, { record: { ...owed, state: 'succeeded', review: { by: 1, done } } }))
    expect(await owing()).toEqual([])
  })

  test('is no longer looked for when its record is gone', async () => {
    const glass = await create()
    await records.commit(aChange(glass, { record: { ...glass, review: { by: 1 } } }))
    await world.redis.del(`{ekv}:rec:acme:${glass.id}`)
    expect(await owing()).toEqual([])
    expect(await world.redis.zcard('{ekv}:reviews:acme')).toBe(0)
  })
})

describe('what is due', () => {
  const given = async () => (await records.due(10)).map(({ id, part }) => `${id} ${part}`)

  test('is given most overdue first, and nothing before its time', async () => {
    const now = world.clock.now()
    await create({ due: { _: now - 1, '1234-S': now - 5, '1234-P': now + 1 } })
    expect(await given()).toEqual(['R1 1234-S', 'R1 _'])
    expect(await records.nextDue()).toBe(now - 5)
  })

  test('follows a clock that jumps', async () => {
    await create({ due: { _: world.clock.now() + 7 * 86_400_000 } })
    expect(await given()).toEqual([])
    world.clock.time += 7 * 86_400_000
    expect(await given()).toEqual(['R1 _'])
  })

  test('is not given any more once it is never due', async () => {
    const record = await create({ due: { _: 1 } })
    await records.commit(aChange(record, { due: { _: 'never' } }))
    expect(await given()).toEqual([])
    expect(await records.nextDue()).toBeUndefined()
  })
})

describe('a record of a newer program', () => {
  test('is neither given, nor listed, nor changed, and stays due for those who know it', async () => {
    const record = await create({ due: { _: 1, '1234-S': 2 } })
    await create({ due: { _: 3 } })
    await world.redis.hset('{ekv}:rec:acme:R1', 'schema', '2')
    expect(await records.due(10)).toEqual([{ account: 'acme', id: 'R2', part: '_' }])
    expect(await records.load(record)).toBeUndefined()
    expect((await records.open()).map(({ id }) => id)).toEqual(['R2'])
    expect(await records.commit(aChange(record, { record }))).toEqual({ kind: 'moved' })
    expect(await world.redis.zscore('{ekv}:due', 'acme|R1|_')).toBe('1')
  })
})
