import { setTimeout as wait } from 'node:timers/promises'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import type { Inbound } from '../../src/core/chat/inbound.ts'
import type { Inbox } from '../../src/core/ports/inbox.ts'
import { createRedisInbox } from '../../src/store/redis-inbox.ts'
import { startProxy } from './support/start-proxy.ts'
import { type StoreWorld, startStoreWorld } from './support/store-world.ts'

let world: StoreWorld
let inbox: Inbox
let others: Inbox

beforeAll(async () => {
  world = await startStoreWorld()
  inbox = createRedisInbox(await world.worker('one'))
  others = createRedisInbox(await world.worker('two'))
})
beforeEach(async () => {
  for (const key of await world.redis.keys('{ekv}:[is]*')) await world.redis.del(key)
})
afterAll(() => world.close())

const click = (value: string): Inbound => ({
  kind: 'click',
  action: 'approve',
  value,
  sender: { platform: 'slack', workspace: 'T1', user: 'U1', displayName: 'Zoë "x" \u2028' },
  reply: { platform: 'slack', data: { responseUrl: 'http://127.0.0.1/r' } },
})
const saved = async (value: string, into = inbox): Promise<string> => {
  const answer = await into.save(`delivery ${value}`, click(value))
  if (answer.kind !== 'saved') throw new Error(`it was ${answer.kind}`)
  return answer.id
}
const values = async (from = inbox, leaseMs = 60_000, limit = 10) =>
  (await from.take(limit, leaseMs)).map(({ inbound }) => (inbound.kind === 'click' ? inbound.value : '?'))

test('a command is runnable only once it is released, and is given once, as it was saved', async () => {
  const id = await saved('a')
  expect(await inbox.take(10, 1000)).toEqual([])
  await inbox.release(id)
  await inbox.release(id)
  expect(await inbox.take(10, 60_000)).toEqual([{ id, inbound: click('a') }])
  expect(await others.take(10, 60_000)).toEqual([])
  await inbox.finish(id)
  await inbox.release(id)
  expect(await world.redis.keys('{ekv}:inbox*')).toEqual([])
})

test('a replay has no effect: not before the release, not after, not once it is done', async () => {
  const id = await saved('a')
  expect(await others.save('delivery a', click('a'))).toEqual({ kind: 'seen' })
  await inbox.release(id)
  expect(await others.save('delivery a', click('other text'))).toEqual({ kind: 'seen' })
  expect(await values()).toEqual(['a'])
  await inbox.finish(id)
  expect(await others.save('delivery a', click('a'))).toEqual({ kind: 'seen' })
  expect(await values()).toEqual([])
})

test('of 16 replays at once one is saved', async () => {
  for (let round = 0; round < 20; round += 1) {
    const all = Array.from({ length: 16 }, (_, n) => (n % 2 ? inbox : others).save(`same ${round}`, click('x')))
    expect((await Promise.all(all)).filter(({ kind }) => kind === 'saved')).toHaveLength(1)
  }
})

test('a delivery without a command is new once, for all processes, and not when it was saved before', async () => {
  const first = await Promise.all(Array.from({ length: 16 }, (_, n) => (n % 2 === 0 ? inbox : others).see('installed')))
  expect(first.filter((isNew) => isNew)).toHaveLength(1)
  await saved('a')
  expect(await others.see('delivery a')).toBe(false)
  const ttls = await Promise.all((await world.redis.keys('{ekv}:seen:*')).map((key) => world.redis.pttl(key)))
  expect(ttls.every((ttl) => ttl > 23 * 3_600_000)).toBe(true)
})

test('what reaches Redis later than 200 ms is refused, leaves nothing behind, and may be sent again', async () => {
  await world.redis.call('CLIENT', 'PAUSE', 350, 'ALL')
  expect(await inbox.save('late', click('late'))).toEqual({ kind: 'refused' })
  expect(await world.redis.keys('{ekv}:inbox*')).toEqual([])
  expect(await inbox.save('late', click('late'))).toMatchObject({ kind: 'saved' })
})

test('what reaches Redis within 200 ms is saved', async () => {
  await world.redis.call('CLIENT', 'PAUSE', 60, 'ALL')
  expect(await inbox.save('in time', click('in time'))).toMatchObject({ kind: 'saved' })
})

test('a command that was never released expires unrun', async () => {
  const id = await saved('a')
  const left = await world.redis.pttl(`{ekv}:inbox:saved:${id}`)
  expect(left).toBeGreaterThan(0)
  expect(left).toBeLessThanOrEqual(60_000)
  await world.redis.pexpire(`{ekv}:inbox:saved:${id}`, 1)
  await wait(20)
  await inbox.release(id)
  expect(await values()).toEqual([])
})

test('a save whose answer was lost is a save, not a replay', async () => {
  const proxy = await startProxy(world.server.port)
  const throughProxy = createRedisInbox(await world.worker('behind', proxy.url))
  for (let round = 0; round < 6; round += 1) {
    proxy.dropNextReply()
    const answer = await throughProxy.save(`lost ${round}`, click(`${round}`))
    expect(answer.kind).toBe('saved')
  }
  await proxy.close()
})

test('a command whose worker lives stays with it, and comes back when that worker is gone', async () => {
  const dying = await world.worker('dying')
  await inbox.release(await saved('a'))
  expect(await values(createRedisInbox(dying), 30)).toEqual(['a'])
  await wait(60)
  expect(await values(others)).toEqual([])
  dying.die()
  const end = Date.now() + 5_000
  let again: string[] = []
  while (again.length === 0 && Date.now() < end) {
    again = await values(others)
    await wait(20)
  }
  expect(again).toEqual(['a'])
})

test('a command that nobody finishes is given up after five tries, and kept for the operator by its id', async () => {
  const id = await saved('poison')
  await inbox.release(id)
  for (let n = 0; n < 5; n += 1) {
    expect(await values(inbox, 1)).toEqual(['poison'])
    await wait(5)
  }
  expect(await values(inbox, 1)).toEqual([])
  expect(await world.redis.lrange('{ekv}:inbox:dropped', 0, -1)).toEqual([id])
  expect(await world.redis.exists(`{ekv}:inbox:saved:${id}`)).toBe(0)
})

test('of 8 takers each command goes to one, oldest first', async () => {
  for (const value of ['a', 'b', 'c']) await inbox.release(await saved(value))
  expect(await values(inbox, 60_000, 1)).toEqual(['a'])
  const rest = await Promise.all(Array.from({ length: 8 }, (_, n) => values(n % 2 ? inbox : others)))
  expect(rest.flat().toSorted()).toEqual(['b', 'c'])
})
