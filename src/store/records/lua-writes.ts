/**
 * What creating and changing share. Expects `now`, `tag`, `change` and the keys in the order of `commitKeys`.
 * Documents are texts to Lua: encoding them again would change them.
 */
export const luaWrites = `
local record = KEYS[1]
local touched = {}

local function put(part, document)
  if document then redis.call('HSET', record, part .. ':d', document) end
  touched[part] = redis.call('HINCRBY', record, part .. ':v', 1)
end

local function setDue(part, at)
  local member = change.account .. '|' .. change.id .. '|' .. part
  if at == 'never' then redis.call('ZREM', KEYS[2], member) else redis.call('ZADD', KEYS[2], at, member) end
end

-- Until this process' trail has them, the events are owed to it.
local function tell(events)
  if #events == 0 then return end
  local untold = tag .. 'untold:' .. change.op
  redis.call('RPUSH', untold, change.at)
  redis.call('ZADD', KEYS[11], now + 10000, change.op)
  for _, event in ipairs(events) do
    redis.call('XADD', KEYS[5], '*', 'at', change.at, 'event', event)
    redis.call('XADD', KEYS[6], 'MAXLEN', '~', '100000', '*', 'account', change.account, 'id', change.id,
      'at', change.at, 'event', event)
    redis.call('RPUSH', untold, event)
  end
end

local function owe(messages)
  for _, message in ipairs(messages) do
    local key = tag .. 'outbox:message:' .. message.key
    redis.call('HSET', key, 'doc', message.doc, 'owing', redis.call('INCR', KEYS[8]))
    redis.call('ZADD', KEYS[7], 'NX', now, message.key)
  end
end

local function answer(unmoved)
  local parts = {}
  for part, version in pairs(touched) do
    if part ~= '_' then parts[part] = version end
  end
  local own = touched['_'] or tonumber(redis.call('HGET', record, '_:v'))
  return cjson.encode({ kind = 'ok', record = own, parts = parts, unmoved = unmoved })
end

local function remember(reply)
  local kept = redis.call('HGET', record, 'ops') or ''
  local lines = { change.op .. ' ' .. reply }
  for line in string.gmatch(kept, '[^\\n]+') do
    if #lines < 8 then lines[#lines + 1] = line end
  end
  redis.call('HSET', record, 'ops', table.concat(lines, '\\n'))
  return reply
end

local function remembered()
  for line in string.gmatch(redis.call('HGET', record, 'ops') or '', '[^\\n]+') do
    if string.sub(line, 1, #change.op + 1) == change.op .. ' ' then return string.sub(line, #change.op + 2) end
  end
end
`
