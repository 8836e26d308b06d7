import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import type { Ledger, LedgerChange } from '../../src/core/ports/ledger.ts'
import { changeLedger } from '../../src/core/warning/change-ledger.ts'
import { createRedisLookRequests } from '../../src/store/redis-look-requests.ts'
import { createRedisOutbox } from '../../src/store/redis-outbox.ts'
import { createRedisSubscriptions } from '../../src/store/redis-subscriptions.ts'
import { aWarning } from './support/a-warning.ts'
import { type LedgerWorld, startLedgerWorld } from './support/ledger-world.ts'

let world: LedgerWorld
let ledger: Ledger
beforeAll(async () => {
  world = await startLedgerWorld()
  ledger = world.ledger
})
beforeEach(() => world.empty())
afterAll(() => world.close())

const change = (more: Partial<LedgerChange> = {}): LedgerChange => ({
  account: 'acme',
  op: world.ids.next(),
  changed: new Map([['u-1', [aWarning()]]]),
  expect: new Map(),
  tells: [],
  ...more,
})

test('a ledger is read as it was written, times to the millisecond', async () => {
  expect(await ledger.load('acme')).toEqual({ versions: new Map(), ledger: { account: 'acme', cases: new Map() } })
  await ledger.commit(change({ begunAt: 1_772_000_000_001, decidedAt: 1_772_000_000_002 }))
  const held = await ledger.load('acme')
  expect(held.ledger).toEqual({
    account: 'acme',
    begunAt: 1_772_000_000_001,
    decidedAt: 1_772_000_000_002,
    cases: new Map([['u-1', [aWarning()]]]),
  })
  expect((await ledger.load('globex')).ledger.cases.size).toBe(0)
})

test('whoever decided on an older state of a case changes nothing and owes nothing', async () => {
  await ledger.commit(change())
  expect(await ledger.commit(change({ tells: ['slack:C1|digest|2026-03-03'] }))).toBe('moved')
  const { versions } = await ledger.load('acme')
  const two = new Map([
    ['u-1', [aWarning({ state: 'sent' })]],
    ['u-2', [aWarning({ uuid: 'u-2' })]],
  ])
  expect(await ledger.commit(change({ changed: two, expect: versions }))).toBe('ok')
  expect(await ledger.commit(change({ changed: two, expect: versions }))).toBe('moved')
  expect(world.owed()).toBe(0)
})

test('whoever decided on a ledger that Redis has lost since decides anew, and knows that it was lost', async () => {
  await ledger.commit(change({ begunAt: 1 }))
  const begun: (number | undefined)[] = []
  await changeLedger({ ledger, ids: world.ids }, 'acme', (before) => {
    begun.push(before.begunAt)
    if (begun.length === 1) void world.empty()
    return { changed: new Map(), begunAt: before.begunAt ?? 2, tells: [] }
  })
  expect(begun).toEqual([1, undefined])
  expect((await ledger.load('acme')).ledger.begunAt).toBe(2)
})

test('a change that is sent twice happens once, and a case without entries is forgotten', async () => {
  const first = change({ tells: ['slack:C1|digest|2026-03-03'] })
  expect(await ledger.commit(first)).toBe('ok')
  expect(await ledger.commit(first)).toBe('ok')
  const { versions } = await ledger.load('acme')
  expect(await ledger.commit(change({ changed: new Map([['u-1', []]]), expect: versions }))).toBe('ok')
  expect((await ledger.load('acme')).ledger.cases.size).toBe(0)
  // One that comes back is another: an older version does not fit it by chance.
  await ledger.commit(change())
  expect(await ledger.commit(change({ expect: versions }))).toBe('moved')
})

test('the moment decided about never goes back, and the beginning stays', async () => {
  await ledger.commit(change({ begunAt: 5, decidedAt: 50 }))
  await ledger.commit(change({ changed: new Map(), begunAt: 9, decidedAt: 40 }))
  expect((await ledger.load('acme')).ledger).toMatchObject({ begunAt: 5, decidedAt: 50 })
})

test('what a commit tells is owed in the same moment, once per message', async () => {
  const outbox = createRedisOutbox({ redis: world.redis })
  const message = 'slack:C1|digest|2026-03-03'
  await ledger.commit(change({ tells: [message] }))
  await ledger.commit(change({ changed: new Map(), tells: [message] }))
  expect(world.owed()).toBe(2)
  const taken = await outbox.take(10, 60_000)
  expect(taken.map(({ key, id, owed }) => ({ key, id, owed }))).toEqual([
    { key: `warning:${message}`, id: message, owed: { kind: 'warning' } },
  ])
})

test('twelve who change the same case at once all get their word in, one after the other', async () => {
  const add = (n: number) =>
    changeLedger(world, 'acme', (before) => ({
      changed: new Map([['u-1', [...(before.cases.get('u-1') ?? []), aWarning({ threshold: n })]]]),
      tells: [],
    }))
  await Promise.all(Array.from({ length: 12 }, (_, n) => add(n)))
  const found = (await ledger.load('acme')).ledger.cases.get('u-1') ?? []
  expect(found.map((one) => one.threshold).toSorted((a, b) => Number(a) - Number(b))).toEqual(
    Array.from({ length: 12 }, (_, n) => n),
  )
})

test('places are kept by message', async () => {
  const place = { platform: 'slack' as const, conversation: 'C1', message: '1.2' }
  const at = { place, rendered: 'a', at: 1, carried: ['x'] }
  await ledger.savePlace('m', at)
  await ledger.savePlace('m', { ...at, rendered: 'b' })
  expect(await ledger.places('m')).toEqual([{ ...at, rendered: 'b' }])
  await ledger.removePlace('m', at)
  expect(await ledger.places('m')).toEqual([])
})

test('a subscription is one per channel, account and pattern', async () => {
  const subscriptions = createRedisSubscriptions(world.redis)
  const who = { id: 'person:ana', identity: { platform: 'slack', workspace: 'T0', user: 'U0ANA' } } as const
  const one = { destination: 'slack:C1', pattern: 'mkt_*', teams: ['marketing'], by: 'ana', who, at: 2 }
  await subscriptions.save(one)
  await subscriptions.save({ ...one, thresholds: [3], at: 1 })
  await subscriptions.save({ ...one, account: 'acme', at: 3 })
  expect((await subscriptions.all()).map(({ account, thresholds }) => [account, thresholds])).toEqual([
    [undefined, [3]],
    ['acme', undefined],
  ])
  await subscriptions.remove(one)
  expect(await subscriptions.all()).toHaveLength(1)
})

test('hints are taken once, and a flood of them is bounded', async () => {
  const hints = createRedisLookRequests(world.redis)
  await hints.ask([
    { account: 'acme', token: 'a' },
    { account: 'acme', token: 'a' },
  ])
  expect(await hints.take()).toEqual([{ account: 'acme', token: 'a' }])
  expect(await hints.take()).toEqual([])
  await hints.ask(Array.from({ length: 3_000 }, (_, n) => ({ account: 'acme', token: `t${n}` })))
  let all = 0
  for (let some = await hints.take(); some.length > 0; some = await hints.take()) all += some.length
  expect(all).toBe(1_000)
})
