import type { Redis } from 'ioredis'
import type { Searched } from './find-leaks.ts'

type Read = (redis: Redis, key: string) => Promise<readonly Buffer[]>

const readers: Readonly<Record<string, Read>> = {
  string: async (redis, key) => [await redis.getBuffer(key)].filter((value) => value !== null),
  hash: async (redis, key) => Object.entries(await redis.hgetallBuffer(key)).flatMap(([f, v]) => [Buffer.from(f), v]),
  list: (redis, key) => redis.lrangeBuffer(key, 0, -1),
  set: (redis, key) => redis.smembersBuffer(key),
  zset: (redis, key) => redis.zrangeBuffer(key, 0, '-1'),
  stream: async (redis, key) => (await redis.xrangeBuffer(key, '-', '+')).flatMap(([id, fields]) => [id, ...fields]),
}

const contentsOf = async (redis: Redis, key: string): Promise<readonly Searched[]> => {
  const type = await redis.type(key)
  const read = readers[type]
  if (type === 'none') return []
  if (read === undefined) throw new Error(`${key} is a ${type}: nobody looks into that`)
  const values = await read(redis, key)
  return [Buffer.from(key), ...values].map((bytes) => ({ place: `redis ${type} ${key}`, bytes }))
}

/** Every value of every key of every type, names and fields included. */
export const redisContents = async (redis: Redis): Promise<readonly Searched[]> => {
  const keys = await redis.keys('*')
  return (await Promise.all(keys.map((key) => contentsOf(redis, key)))).flat()
}
