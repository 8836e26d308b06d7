import { script } from '../run-script.ts'

/** `leftIn(window)`: our own count, or what Akamai said last less what was used since, if that is fewer. Expects `now`. */
const luaLeft = `
local function leftIn(window)
  local seen = redis.call('HMGET', window.key .. ':seen', 'limit', 'remaining', 'at', 'until')
  local left = tonumber(seen[1] or window.limit) - redis.call('ZCOUNT', window.key, window.from, '+inf')
  if seen[2] and tonumber(seen[4]) > now then
    local since = redis.call('ZCOUNT', window.key, '(' .. seen[3], '+inf')
    if tonumber(seen[2]) - since < left then return tonumber(seen[2]) - since, tonumber(seen[4]) end
  end
  return left, nil
end
`

/**
 * Takes one slot in all windows, or in none. KEYS: who waits, urgently. ARGV: windows, clock's now, urgent or not, a unique
 * name. Gives 0, or when to ask again. Slots that somebody urgent was refused are kept for them.
 */
export const takeScript = script(
  'taking a slot of the quota',
  true,
  `local windows, now, urgent = cjson.decode(ARGV[1]), tonumber(ARGV[2]), ARGV[3] == '1'
${luaLeft}
redis.call('ZREMRANGEBYSCORE', KEYS[1], '-inf', now)
for _, window in ipairs(windows) do
  if redis.call('ZSCORE', window.key, ARGV[4]) then return '0' end
end
local waiting = urgent and 0 or redis.call('ZCARD', KEYS[1])
local retryAt = 0
for _, window in ipairs(windows) do
  redis.call('ZREMRANGEBYSCORE', window.key, '-inf', '(' .. string.format('%.0f', window.from))
  local left, seenUntil = leftIn(window)
  if left <= waiting then
    local oldest = redis.call('ZRANGE', window.key, 0, 0, 'WITHSCORES')
    local freed = seenUntil or window.endsAt or (tonumber(oldest[2] or now) + window.slidesMs)
    retryAt = math.max(retryAt, freed, now + 1000)
  end
end
if retryAt > 0 then
  if urgent then redis.call('ZADD', KEYS[1], retryAt + 10000, ARGV[4]) end
  redis.call('PEXPIRE', KEYS[1], 172800000)
  return string.format('%.0f', retryAt)
end
for _, window in ipairs(windows) do
  redis.call('ZADD', window.key, now, ARGV[4])
  redis.call('PEXPIRE', window.key, 172800000)
end
if urgent then redis.call('ZPOPMIN', KEYS[1]) end
return '0'`,
)

/** How many slots are left, and of how many. ARGV: one window, clock's now. */
export const leftScript = script(
  'what is left of the quota',
  false,
  `local window, now = cjson.decode(ARGV[1]), tonumber(ARGV[2])
${luaLeft}
return { (leftIn(window)), tonumber(redis.call('HGET', window.key .. ':seen', 'limit') or window.limit) }`,
)

/** Keeps what Akamai said. KEYS: the windows' `:seen`. ARGV: names and values for each, a JSON list. */
export const observeScript = script(
  'what Akamai said of the quota',
  true,
  `for at, key in ipairs(KEYS) do
  redis.call('HSET', key, unpack(cjson.decode(ARGV[at])))
  redis.call('PEXPIRE', key, 172800000)
end`,
)
