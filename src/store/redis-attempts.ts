import { z } from 'zod'
import type { Attempt, Attempts, Begun } from '../core/ports/attempts.ts'
import { answered } from './answered.ts'
import type { RedisConnection } from './connect.ts'
import { keys } from './keys.ts'

const keptSeconds = 86_400

const place = z.object({ platform: z.enum(['slack', 'teams']), conversation: z.string(), message: z.string() })
const begun = z.object({ at: z.number(), conversation: z.string(), ref: z.string().exactOptional() })
const placeOf = (text: string | undefined) => (text === undefined ? undefined : place.safeParse(JSON.parse(text)).data)
const begunIn = (text: string | undefined): Begun | undefined =>
  text === undefined ? undefined : begun.safeParse(JSON.parse(text)).data
const textAt = (values: readonly unknown[], index: number): string | undefined => {
  const value = values[index]
  return typeof value === 'string' ? value : undefined
}

/** Posts under way in Redis: a hash each, which expires after a day. */
export const createRedisAttempts = (redis: RedisConnection): Attempts => {
  const find = async (key: string): Promise<Attempt | undefined> => {
    const question = { what: 'looking for a post', changes: false }
    const found = await answered(question, redis.call('HMGET', keys.attempt(key), 'begun', 'seen', 'again'))
    const values: readonly unknown[] = Array.isArray(found) ? found : []
    const known = begunIn(textAt(values, 0))
    const [seen, again] = [placeOf(textAt(values, 1)), placeOf(textAt(values, 2))]
    if (known === undefined) return undefined
    return { ...known, ...(seen === undefined ? {} : { seen }), ...(again === undefined ? {} : { again }) }
  }
  const keep = async (key: string, field: string, value: string): Promise<void> => {
    const question = { what: 'keeping a post', changes: true }
    await answered(question, redis.call('HSETNX', keys.attempt(key), field, value))
    await answered(question, redis.call('EXPIRE', keys.attempt(key), keptSeconds))
  }
  return {
    find,
    begin: (key, first) => keep(key, 'begun', JSON.stringify(first)),
    end: async (key) => {
      await answered({ what: 'forgetting a post', changes: true }, redis.call('DEL', keys.attempt(key)))
    },
    see: async (key, where) => {
      if ((await find(key)) !== undefined) await keep(key, 'seen', JSON.stringify(where))
    },
    postAgain: (key, where) => keep(key, 'again', JSON.stringify(where)),
  }
}
