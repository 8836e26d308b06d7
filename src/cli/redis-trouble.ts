import type { Config } from '../config/config.ts'
import { RedisFailure } from '../store/redis-failure.ts'

const corrections: Readonly<Record<string, string>> = {
  NOAUTH: 'Put the password into REDIS_URL (redis://:PASSWORD@host:port)',
  WRONGPASS: 'Correct user and password in REDIS_URL',
  NOPERM: 'Allow this user all commands, and the keys that begin with {ekv}',
  NO_DATABASE: 'Correct the number at the end of REDIS_URL',
}

/** What is wrong with Redis, and what to do, without a full stop: one that refuses is told from one that is silent. */
export const redisTrouble = (
  failure: Error,
  { address }: Config['redis'],
): { readonly sentence: string; readonly advice: string } => {
  if (!(failure instanceof RedisFailure) || failure.why === undefined)
    return {
      sentence: `Redis does not answer at ${address}.`,
      advice: 'Start it, or correct REDIS_URL and REDIS_CA_FILE',
    }
  return {
    sentence: `Redis at ${address} refuses: ${failure.why}.`,
    advice: corrections[failure.code ?? ''] ?? 'Look at the Redis server',
  }
}
