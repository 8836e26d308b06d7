import { RedisFailure } from './redis-failure.ts'

/** What is asked of Redis: for the sentence, and whether a lost answer may hide a change. */
export interface Question {
  readonly what: string
  readonly changes: boolean
}

interface Meaning {
  readonly who: RedisFailure['who']
  readonly why: string
}

/** Redis' own refusals by their first word; nothing was done. */
const refusals: Readonly<Record<string, Meaning>> = {
  OOM: { who: 'operator', why: 'its memory is full' },
  MISCONF: { who: 'operator', why: 'it cannot write to its disk' },
  NOAUTH: { who: 'operator', why: 'it wants a password' },
  WRONGPASS: { who: 'operator', why: 'user or password is wrong' },
  NOPERM: { who: 'operator', why: 'this user may not do that' },
  LOADING: { who: 'retry', why: 'it is reading its data from disk' },
  READONLY: { who: 'retry', why: 'this server is a replica now' },
  MASTERDOWN: { who: 'retry', why: 'its master is down' },
  CLUSTERDOWN: { who: 'retry', why: 'the cluster is down' },
  TRYAGAIN: { who: 'retry', why: 'the cluster is moving data' },
  BUSY: { who: 'retry', why: 'it is busy with a script' },
}

const isReply = (error: unknown): error is Error => error instanceof Error && error.name === 'ReplyError'

/** What an exception of ioredis means, without its arguments. A refusal nobody expects is a mistake of ours. */
export const failureOf = (error: unknown, { what, changes }: Question): Error => {
  if (!isReply(error))
    return new RedisFailure(
      `Redis gave no answer to "${what}"${changes ? '; it may have happened all the same' : ''}`,
      {
        who: 'retry',
        maybeDone: changes,
        code: 'NO_ANSWER',
      },
    )
  const code = /^[A-Z]+/.exec(error.message)?.[0] ?? 'ERR'
  const meaning = refusals[code]
  if (meaning === undefined) return new Error(`Redis refused "${what}": ${error.message.slice(0, 200)}`)
  return new RedisFailure(`Redis refused "${what}": ${meaning.why}`, { ...meaning, maybeDone: false, code })
}
