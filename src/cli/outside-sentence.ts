import type { Config } from '../config/config.ts'
import { outsideFailureOf } from '../core/token/outside-failure-of.ts'
import { unreadableCa } from '../store/connect.ts'
import { redisTrouble } from './redis-trouble.ts'

const doctor = '`edgekv-chatops doctor` says more.'

/** What to tell of a failure of Redis or of Akamai; undefined for a surprise of our own. */
export const outsideSentence = (error: unknown, redis?: Config['redis']): string | undefined => {
  const failure = outsideFailureOf(error)
  if (failure === undefined || failure.code === unreadableCa) return failure?.message
  if (failure.system === 'redis' && redis !== undefined) {
    const { sentence, advice } = redisTrouble(failure, redis)
    return `${sentence} ${advice}; ${doctor}`
  }
  return `${failure.message.replace(/\.$/, '')}. ${doctor}`
}
