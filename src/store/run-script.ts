import { createHash } from 'node:crypto'
import { answered } from './answered.ts'
import type { RedisConnection } from './connect.ts'
import type { Question } from './failure-of.ts'

export interface Script extends Question {
  readonly lua: string
  readonly sha: string
}

/** A Lua script. `changes`: a lost answer may hide an effect. */
export const script = (what: string, changes: boolean, lua: string): Script => ({
  what,
  changes,
  lua,
  sha: createHash('sha1').update(lua).digest('hex'),
})

const isUnknown = (error: unknown): boolean => error instanceof Error && error.message.startsWith('NOSCRIPT')

const run = async (
  redis: RedisConnection,
  { lua, sha }: Script,
  names: readonly string[],
  args: readonly (string | number | Buffer)[],
): Promise<unknown> => {
  try {
    return await redis.call('EVALSHA', sha, names.length, ...names, ...args)
  } catch (error) {
    if (!isUnknown(error)) throw error
    return redis.call('EVAL', lua, names.length, ...names, ...args)
  }
}

/** Runs a script at one moment, whole. Throws a `RedisFailure` when there is no answer in time. */
export const runScript = (
  redis: RedisConnection,
  which: Script,
  names: readonly string[],
  args: readonly (string | number | Buffer)[] = [],
): Promise<unknown> => answered(which, run(redis, which, names, args))
