import { luaNow } from '../records/lua-liveness.ts'
import { script } from '../run-script.ts'

/** KEYS: due. ARGV: tag, limit, lease ms. Gives key, document, earlier tries and the taking's name, flat. */
export const takeScript = script(
  'taking owed messages',
  true,
  `${luaNow}
local taken = {}
for _, key in ipairs(redis.call('ZRANGEBYSCORE', KEYS[1], '-inf', now, 'LIMIT', 0, ARGV[2])) do
  local message = ARGV[1] .. 'outbox:message:' .. key
  local found = redis.call('HMGET', message, 'doc', 'owing')
  if found[1] then
    local tries = redis.call('HINCRBY', message, 'tries', 1)
    local taking = found[2] .. '.' .. redis.call('HINCRBY', message, 'takings', 1)
    redis.call('HSET', message, 'taking', taking)
    redis.call('ZADD', KEYS[1], now + ARGV[3], key)
    for _, one in ipairs({ key, found[1], tostring(tries - 1), taking }) do taken[#taken + 1] = one end
  else
    redis.call('ZREM', KEYS[1], key)
  end
end
return taken`,
)

/**
 * KEYS: due. ARGV: tag, key, the taking, `delivered` or `later`, after ms. Only the last taking counts; a message that
 * was owed again in the meantime is due again, from its first try on.
 */
export const settleScript = script(
  'settling an owed message',
  true,
  `${luaNow}
local message = ARGV[1] .. 'outbox:message:' .. ARGV[2]
local found = redis.call('HMGET', message, 'taking', 'owing')
if found[1] ~= ARGV[3] then return 0 end
if ARGV[4] == 'later' then
  redis.call('ZADD', KEYS[1], 'XX', now + ARGV[5], ARGV[2])
elseif string.match(found[1], '^[^.]*') == found[2] then
  redis.call('ZREM', KEYS[1], ARGV[2])
  redis.call('DEL', message)
else
  redis.call('HSET', message, 'tries', 0)
  redis.call('ZADD', KEYS[1], 'XX', now, ARGV[2])
end
return 1`,
)

/** KEYS: dropped. ARGV: a note. The newest thousand are kept for the operator. */
export const dropScript = script(
  'noting a dropped message',
  true,
  `redis.call('LPUSH', KEYS[1], ARGV[1])
return redis.call('LTRIM', KEYS[1], 0, 999)`,
)
