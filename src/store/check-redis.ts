import { Cluster } from 'ioredis'
import { outsideFailureOf } from '../core/token/outside-failure-of.ts'
import { answered } from './answered.ts'
import type { RedisConnection } from './connect.ts'
import { RedisFailure } from './redis-failure.ts'
import { textOf } from './replies.ts'

export interface RedisProblem {
  readonly code: 'no-aof' | 'aof-failing' | 'eviction' | 'replica' | 'old'
  readonly sentence: string
  readonly advice: string
}

export interface RedisCheck {
  /** What is written survives a crash of Redis. */
  readonly aof: boolean
  readonly noeviction: boolean
  readonly version: string
  readonly problems: readonly RedisProblem[]
}

type Info = ReadonlyMap<string, string>

const infoOf = (text: string): Info =>
  new Map(
    text.split(/\r?\n/).flatMap((line) => {
      const [name = '', ...value] = line.split(':')
      return value.length === 0 ? [] : [[name, value.join(':')] as const]
    }),
  )

const problems: Readonly<Record<RedisProblem['code'], Omit<RedisProblem, 'code'>>> = {
  'no-aof': {
    sentence: 'Redis keeps nothing on disk as it goes, so a crash of Redis loses rotations that are running.',
    advice: 'Set appendonly yes (at a hosted Redis: switch persistence on); ALLOW_VOLATILE_REDIS=1 goes on without it.',
  },
  'aof-failing': {
    sentence: 'Redis could not write its append-only file the last time.',
    advice: 'Look at the disk of the Redis server: is it full, or read-only?',
  },
  eviction: {
    sentence: 'Redis throws data away when its memory is full, and a rotation may be among it.',
    advice: 'Set maxmemory-policy noeviction.',
  },
  replica: {
    sentence: 'This Redis is a replica and takes no writes.',
    advice: 'Let REDIS_URL point to the primary, or name the sentinels in REDIS_SENTINELS.',
  },
  old: { sentence: 'This Redis is older than 6.2.', advice: 'Use Redis 6.2 or newer, or Valkey.' },
}

const isOld = (version: string): boolean => {
  const [major = 0, minor = 0] = version.split('.').map(Number)
  return major < 6 || (major === 6 && minor < 2)
}

const codesOf = (info: Info): readonly RedisProblem['code'][] => [
  ...(info.get('aof_enabled') === '1' ? [] : (['no-aof'] as const)),
  ...((info.get('aof_last_write_status') ?? 'ok') === 'ok' ? [] : (['aof-failing'] as const)),
  ...(info.get('maxmemory_policy') === 'noeviction' ? [] : (['eviction'] as const)),
  ...(info.get('role') === 'slave' ? (['replica'] as const) : []),
  ...(isOld(info.get('redis_version') ?? '0') ? (['old'] as const) : []),
]

/** Where the database is not there, ioredis goes on with the one that may be another bot's. */
const selectDatabase = async (connection: RedisConnection): Promise<void> => {
  const db = connection instanceof Cluster ? 0 : (connection.options.db ?? 0)
  if (db === 0) return
  try {
    await answered({ what: 'to use the database', changes: false }, connection.call('SELECT', db))
  } catch (error) {
    const facts = { who: 'operator', maybeDone: false, code: 'NO_DATABASE', why: `it has no database ${db}` } as const
    throw outsideFailureOf(error) ?? new RedisFailure(`Redis has no database ${db}`, facts)
  }
}

/** What is wrong with this Redis for our use, by INFO alone: hosted ones forbid CONFIG. Throws a `RedisFailure` without an answer. */
export const checkRedis = async (connection: RedisConnection): Promise<RedisCheck> => {
  await selectDatabase(connection)
  const info = infoOf(textOf(await answered({ what: 'how Redis is set up', changes: false }, connection.call('INFO'))))
  return {
    aof: info.get('aof_enabled') === '1',
    noeviction: info.get('maxmemory_policy') === 'noeviction',
    version: info.get('redis_version') ?? 'unknown',
    problems: codesOf(info).map((code) => ({ code, ...problems[code] })),
  }
}
