import { luaNow } from '../records/lua-liveness.ts'
import { script } from '../run-script.ts'

/**
 * One compare-and-set on a ledger. KEYS: ledger, outbox due, outbox count. ARGV: the change, the tag. Documents are texts to
 * Lua. Answers `ok` or `moved`; a change sent twice answers as the first did.
 */
export const commitLedgerScript = script(
  'saving warnings',
  true,
  `local change = cjson.decode(ARGV[1])
local tag = ARGV[2]
${luaNow}
local ops = redis.call('HGET', KEYS[1], 'ops') or ''
for op in string.gmatch(ops, '%S+') do
  if op == change.op then return 'ok' end
end
if change.onBegun and redis.call('HEXISTS', KEYS[1], 'begunAt') == 0 then return 'moved' end
for _, case in ipairs(change.cases) do
  if tonumber(redis.call('HGET', KEYS[1], 'v:' .. case.uuid) or '0') ~= case.expect then return 'moved' end
end
for _, case in ipairs(change.cases) do
  if case.doc then
    local version = redis.call('HINCRBY', KEYS[1], 'seq', 1)
    redis.call('HSET', KEYS[1], 'v:' .. case.uuid, version, 'd:' .. case.uuid, case.doc)
  else
    redis.call('HDEL', KEYS[1], 'v:' .. case.uuid, 'd:' .. case.uuid)
  end
end
if change.begunAt then redis.call('HSETNX', KEYS[1], 'begunAt', change.begunAt) end
if change.decidedAt and tonumber(redis.call('HGET', KEYS[1], 'decidedAt') or '0') < tonumber(change.decidedAt) then
  redis.call('HSET', KEYS[1], 'decidedAt', change.decidedAt)
end
for _, message in ipairs(change.owed) do
  local key = tag .. 'outbox:message:' .. message.key
  redis.call('HSET', key, 'doc', message.doc, 'owing', redis.call('INCR', KEYS[3]))
  redis.call('ZADD', KEYS[2], 'NX', now, message.key)
end
local kept = { change.op }
for op in string.gmatch(ops, '%S+') do
  if #kept < 8 then kept[#kept + 1] = op end
end
redis.call('HSET', KEYS[1], 'ops', table.concat(kept, ' '))
return 'ok'`,
)

/** KEYS: telling. ARGV: field, document, seconds. */
export const savePlaceScript = script(
  'saving where a warning stands',
  true,
  `redis.call('HSET', KEYS[1], ARGV[1], ARGV[2])
return redis.call('EXPIRE', KEYS[1], ARGV[3])`,
)
