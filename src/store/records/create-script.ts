import { script } from '../run-script.ts'
import { luaNow } from './lua-liveness.ts'
import { luaWrites } from './lua-writes.ts'

/** The next number, and the tag of this Redis: made once, when it is still empty. KEYS: tag, number. ARGV: a fresh tag. */
export const numberScript = script(
  'the next number',
  true,
  `redis.call('SET', KEYS[1], ARGV[1], 'NX')
return { redis.call('GET', KEYS[1]), redis.call('INCR', KEYS[2]) }`,
)

/** Saves a new record with everything that it starts with. Sent twice, it saves once. KEYS: `commitKeys`. */
export const createScript = script(
  'saving a new request',
  true,
  `local change = cjson.decode(ARGV[1])
local tag = ARGV[2]
${luaNow}
${luaWrites}
if redis.call('EXISTS', record) == 1 then return remembered() or 'taken' end
redis.call('HSET', record, 'schema', change.schema, 'mark', change.mark)
put('_', change.record)
for _, part in ipairs(change.parts) do put(part.id, part.doc) end
redis.call('ZADD', KEYS[3], change.number, change.account .. '|' .. change.id)
redis.call('ZADD', KEYS[9], change.number, change.id)
redis.call('ZREMRANGEBYRANK', KEYS[9], 0, -10001)
for part, at in pairs(change.due) do setDue(part, at) end
tell(change.events)
owe(change.owed)
return remember(answer())`,
)
