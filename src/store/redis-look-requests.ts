import type { LookRequest, LookRequests } from '../core/ports/look-requests.ts'
import { answered } from './answered.ts'
import type { RedisConnection } from './connect.ts'
import { keys } from './keys.ts'
import { textsOf } from './replies.ts'
import { runScript, script } from './run-script.ts'

/** More than these at once say no more than one whole scan would find. */
const most = 1_000
const atOnce = 200

const askScript = script(
  'asking for a look at tokens',
  true,
  `for _, one in ipairs(ARGV) do
  if redis.call('SCARD', KEYS[1]) < ${most} then redis.call('SADD', KEYS[1], one) end
end
return 1`,
)

const requestOf = (member: string): LookRequest => {
  const [account = '', token = '']: readonly string[] = JSON.parse(member)
  return { account, token }
}

/** Hints in one Redis set, so that any process may give them and the one that scans takes them. */
export const createRedisLookRequests = (redis: RedisConnection): LookRequests => ({
  ask: async (requests) => {
    if (requests.length === 0) return
    const members = requests.slice(0, most).map(({ account, token }) => JSON.stringify([account, token]))
    await runScript(redis, askScript, [keys.lookRequests], members)
  },
  take: async () => {
    const question = { what: 'taking what to look at', changes: true }
    return textsOf(await answered(question, redis.call('SPOP', keys.lookRequests, atOnce))).map(requestOf)
  },
})
