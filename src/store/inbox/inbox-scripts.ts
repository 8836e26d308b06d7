import { luaLiveness, luaNow } from '../records/lua-liveness.ts'
import { script } from '../run-script.ts'

/**
 * KEYS: seen, saved. ARGV: the last moment (Redis' own ms), id, document, how long it stays unless released (ms), how long
 * the delivery counts as seen (ms). The same id again is the same call sent twice.
 */
export const saveScript = script(
  'saving a command',
  true,
  `${luaNow}
local seen = redis.call('GET', KEYS[1])
if seen then return seen == ARGV[2] and 'saved' or 'seen' end
if now > tonumber(ARGV[1]) then return 'refused' end
redis.call('SET', KEYS[1], ARGV[2], 'PX', ARGV[5])
redis.call('HSET', KEYS[2], 'doc', ARGV[3])
redis.call('PEXPIRE', KEYS[2], ARGV[4])
return 'saved'`,
)

/**
 * KEYS: saved, ready. ARGV: id, how long it stays (ms). First come, first served, to the microsecond. Without effect when
 * it has expired, or is released already.
 */
export const releaseScript = script(
  'releasing a command',
  true,
  `${luaNow}
if redis.call('EXISTS', KEYS[1]) == 0 or redis.call('HSETNX', KEYS[1], 'released', now) == 0 then return 0 end
redis.call('PEXPIRE', KEYS[1], ARGV[2])
return redis.call('ZADD', KEYS[2], now + time[2] % 1000 / 1000, ARGV[1])`,
)

/**
 * KEYS: ready, dropped. ARGV: tag, worker, absence counts until, limit, lease ms, tries. Gives id, document, id, document …
 * What a living worker has not finished is left to it; what nobody finishes is dropped, for the operator.
 */
export const takeScript = script(
  'taking commands',
  true,
  `local tag, self, absenceUntil = ARGV[1], ARGV[2], tonumber(ARGV[3])
${luaNow}
${luaLiveness}
local taken = {}
local function drop(id, saved)
  redis.call('ZREM', KEYS[1], id)
  if redis.call('DEL', saved) == 1 then
    redis.call('LPUSH', KEYS[2], id)
    redis.call('LTRIM', KEYS[2], 0, 999)
  end
end
for _, id in ipairs(redis.call('ZRANGEBYSCORE', KEYS[1], '-inf', now + 0.999, 'LIMIT', 0, 200)) do
  local saved = tag .. 'inbox:saved:' .. id
  local found = redis.call('HMGET', saved, 'doc', 'worker', 'tries')
  if #taken >= 2 * ARGV[4] then break end
  if not found[1] or tonumber(found[3] or '0') >= tonumber(ARGV[6]) then
    drop(id, saved)
  elseif found[2] and found[2] ~= self and isLive(found[2]) then
    redis.call('ZADD', KEYS[1], now + (leftAlone(found[2], 1000) or 100), id)
  else
    redis.call('HINCRBY', saved, 'tries', 1)
    redis.call('HSET', saved, 'worker', self)
    redis.call('ZADD', KEYS[1], now + ARGV[5], id)
    taken[#taken + 1] = id
    taken[#taken + 1] = found[1]
  end
end
return taken`,
)

/** KEYS: saved, ready. ARGV: id. */
export const finishScript = script(
  'finishing a command',
  true,
  `redis.call('ZREM', KEYS[2], ARGV[1])
return redis.call('DEL', KEYS[1])`,
)
