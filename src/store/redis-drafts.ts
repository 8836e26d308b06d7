import type { Drafts, Turn } from '../core/ports/drafts.ts'
import type { RedisConnection } from './connect.ts'
import { keys } from './keys.ts'
import { luaNow } from './records/lua-liveness.ts'
import { textsOf } from './replies.ts'
import { runScript, script } from './run-script.ts'

const keptMs = 60 * 60_000
/** Longer than Slack may take to answer; whoever died in its turn holds it up so long. */
const turnMs = 15_000

/** KEYS: draft. ARGV: when it was put in. Gives what the turn is, and what is shown. */
const beginScript = script(
  'asking for a turn at a form',
  true,
  `${luaNow}
local known = redis.call('HMGET', KEYS[1], 'newest', 'busyUntil', 'version', 'digest')
if known[1] and tonumber(known[1]) > tonumber(ARGV[1]) then return { 'superseded' } end
redis.call('HSET', KEYS[1], 'newest', ARGV[1])
redis.call('PEXPIRE', KEYS[1], ${keptMs})
if known[2] and tonumber(known[2]) > now then return { 'later' } end
redis.call('HSET', KEYS[1], 'busyUntil', now + ${turnMs})
return { 'mine', known[3] or '', known[4] or '' }`,
)

/** KEYS: draft. ARGV: pause ms, version, digest; empty ones leave what is known. */
const endScript = script(
  'ending a turn at a form',
  true,
  `${luaNow}
redis.call('HSET', KEYS[1], 'busyUntil', now + ARGV[1])
if ARGV[2] ~= '' then redis.call('HSET', KEYS[1], 'version', ARGV[2], 'digest', ARGV[3]) end
return redis.call('PEXPIRE', KEYS[1], ${keptMs})`,
)

const turnOf = ([kind, version = '', digest = '']: readonly string[]): Turn => {
  if (kind !== 'mine') return { kind: kind === 'later' ? 'later' : 'superseded' }
  return version === '' ? { kind: 'mine' } : { kind: 'mine', shown: { version, digest } }
}

/** Open forms in Redis: a hash each. Times are Redis' own. */
export const createRedisDrafts = (redis: RedisConnection): Drafts => ({
  begin: async (form, at) => turnOf(textsOf(await runScript(redis, beginScript, [keys.draft(form)], [at]))),
  end: async (form, pauseMs, shown) => {
    await runScript(redis, endScript, [keys.draft(form)], [pauseMs, shown?.version ?? '', shown?.digest ?? ''])
  },
})
