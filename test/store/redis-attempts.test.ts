import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { Attempts } from '../../src/core/ports/attempts.ts'
import type { Conversations } from '../../src/core/ports/conversations.ts'
import { createRedisAttempts } from '../../src/store/redis-attempts.ts'
import { createRedisConversations } from '../../src/store/redis-conversations.ts'
import { type StoreWorld, startStoreWorld } from './support/store-world.ts'

let world: StoreWorld
let attempts: Attempts
let conversations: Conversations
beforeAll(async () => {
  world = await startStoreWorld()
  attempts = createRedisAttempts(world.redis)
  conversations = createRedisConversations(world.redis)
})
beforeEach(() => world.redis.flushall())
afterAll(() => world.close())

const place = (message: string) => ({ platform: 'teams', conversation: '19:a@thread.tacv2', message }) as const
const begun = (at: number) => ({ at, conversation: '19:a@thread.tacv2', ref: 'acme/R1' })

describe('a post under way', () => {
  test('is known from its beginning to its end, and its first time stands', async () => {
    expect(await attempts.find('place:acme/R1')).toBeUndefined()
    await attempts.begin('place:acme/R1', begun(5))
    await attempts.begin('place:acme/R1', begun(9))
    expect(await attempts.find('place:acme/R1')).toEqual(begun(5))
    await attempts.end('place:acme/R1')
    expect(await attempts.find('place:acme/R1')).toBeUndefined()
  })

  test('keeps the first place where it was seen, however many tell of one at once', async () => {
    await attempts.begin('k', begun(5))
    await attempts.see('k', place('1'))
    await Promise.all(Array.from({ length: 20 }, (_, n) => attempts.see('k', place(String(n + 2)))))
    await attempts.postAgain('k', place('99'))
    expect(await attempts.find('k')).toEqual({ ...begun(5), seen: place('1'), again: place('99') })
  })

  test('leaves nothing behind when it is seen after its end, and is forgotten after a day', async () => {
    await attempts.see('k', place('1'))
    expect(await world.redis.keys('*')).toEqual([])
    await attempts.begin('k', begun(5))
    const [key = ''] = await world.redis.keys('*attempt*')
    expect(await world.redis.ttl(key)).toBeGreaterThan(86_000)
  })
})

describe('a conversation', () => {
  test('is reached where it was last heard of, and a person in their own', async () => {
    await conversations.save({ id: 'a:1', serviceUrl: 'https://one.example', person: 'ana' })
    await conversations.save({ id: 'a:1', serviceUrl: 'https://two.example', person: 'ana' })
    expect(await conversations.personal('ana')).toEqual({ id: 'a:1', serviceUrl: 'https://two.example', person: 'ana' })
    expect(await conversations.latest()).toBe('https://two.example')
  })

  test('that the bot left is gone, and so is the way to its person', async () => {
    await conversations.save({ id: 'a:1', serviceUrl: 'https://one.example', person: 'ana' })
    await conversations.remove({ id: 'a:1' })
    expect([await conversations.load('a:1'), await conversations.personal('ana')]).toEqual([undefined, undefined])
  })

  test('of a team that the bot left is gone with all of the team, and nothing of others', async () => {
    for (const [id, team] of [
      ['19:general', '19:general'],
      ['19:marketing', '19:general'],
      ['19:other', '19:another'],
    ] as const)
      await conversations.save({ id, serviceUrl: 'https://one.example', team })
    await conversations.save({ id: 'a:1', serviceUrl: 'https://one.example', person: 'ana' })
    await conversations.remove({ id: '19:general', team: '19:general' })
    expect(await Promise.all(['19:general', '19:marketing'].map(conversations.load))).toEqual([undefined, undefined])
    expect(await conversations.load('19:other')).toMatchObject({ id: '19:other' })
    expect(await conversations.personal('ana')).toMatchObject({ id: 'a:1' })
  })
})
