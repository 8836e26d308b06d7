import type { Config } from '../../config/config.ts'
import { outsideFailureOf } from '../../core/token/outside-failure-of.ts'
import { checkRedis as inspectRedis } from '../../store/check-redis.ts'
import { connectRedis, type RedisConnection, unreadableCa } from '../../store/connect.ts'
import { redisTrouble } from '../redis-trouble.ts'
import { type Finding, fail, ok, warn } from './finding.ts'

const check = 'redis'

/** That Redis answers, keeps what it is given, and drops nothing. */
export const checkRedis = async (settings: Config['redis']): Promise<Finding[]> => {
  let connection: RedisConnection | undefined
  try {
    connection = connectRedis(settings, { role: 'command' })
    const { version, problems } = await inspectRedis(connection)
    const found = problems.map(({ code, sentence, advice }) =>
      code === 'no-aof' && settings.allowVolatile ? warn(check, sentence, advice) : fail(check, sentence, advice),
    )
    return [ok(check, `Redis ${version} answers at ${settings.address}.`), ...found]
  } catch (error) {
    const failure = outsideFailureOf(error)
    if (failure === undefined) throw error
    // The check of files has said it.
    if (failure.code === unreadableCa) return []
    const { sentence, advice } = redisTrouble(failure, settings)
    return [fail(check, sentence, `${advice}; \`docker-compose.yml\` shows how it should be run.`)]
  } finally {
    connection?.disconnect()
  }
}
