import type { Remark } from '../core/plan/plan.ts'
import type { Log } from '../core/ports/log.ts'
import { checkRedis } from '../store/check-redis.ts'
import type { RedisConnection } from '../store/connect.ts'

/** Why no new rotation starts on this Redis; none where the operator allows a volatile one. */
export const redisBlockers = async (
  redis: RedisConnection,
  { allowVolatile }: { readonly allowVolatile: boolean },
): Promise<readonly Remark[]> => {
  if (allowVolatile) return []
  const { problems } = await checkRedis(redis)
  return problems
    .filter(({ code }) => code === 'no-aof' || code === 'eviction')
    .map(({ code, sentence, advice }) => ({
      code: `redis-${code}`,
      sentence: `No new rotation starts: ${sentence}`,
      advice: `An operator must mend this. ${advice}`,
    }))
}

/** Tells the log at start what is wrong with Redis; the bot runs all the same, and plans say why nothing new starts. */
export const tellRedisProblems = async (redis: RedisConnection, log: Log): Promise<void> => {
  const { problems } = await checkRedis(redis)
  for (const { code, sentence, advice } of problems)
    log.warn('Redis is not as it should be', { code, sentence, advice })
}
