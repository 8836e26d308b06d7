import { script } from '../run-script.ts'
import { luaLiveness, luaNow } from './lua-liveness.ts'
import { luaWrites } from './lua-writes.ts'

const luaRefusals = `
local function stand(versions)
  for part, version in pairs(versions) do
    if tonumber(redis.call('HGET', record, part .. ':v') or '0') ~= version then return false end
  end
  return true
end

local function isNotOurs()
  return redis.call('HGET', record, (change.claim or '_') .. ':c') ~= self
end

-- Sent again, a fence is answered as before while all that it left still stands, and then asks no less than the first time.
local function answeredBefore()
  local before = remembered()
  if not before or not change.fence then return before end
  local left = cjson.decode(before)
  left.parts['_'] = left.record
  if now <= change.notAfter and not isNotOurs() and stand(left.parts) then return before end
end

local function hasMoved()
  local schema = redis.call('HGET', record, 'schema')
  if not schema or tonumber(schema) > change.schema or now > change.notAfter then return true end
  return not stand(change.expect) or (change.fence and isNotOurs())
end

-- Two clocks that agree to a millisecond only: whichever is ahead decides, so that nothing bears a time after its lapse.
local function hasLapsed()
  return change.unlessAfter and math.max(tonumber(change.at), now + change.ahead) >= change.unlessAfter
end

local function claimedBy()
  local claim = change.claim and redis.call('HGET', record, change.claim .. ':c')
  if claim and claim ~= self and isLive(claim) then return claim end
end

-- The lock of a record that has ended is nobody's.
local function lockedBy()
  for _, lock in ipairs(change.take) do
    local holder = redis.call('HGET', KEYS[4], lock)
    if holder and holder ~= change.id and redis.call('ZSCORE', KEYS[3], change.account .. '|' .. holder) then
      return lock, holder
    end
  end
end
`

const luaChanges = `
local function end_()
  redis.call('ZREM', KEYS[3], change.account .. '|' .. change.id)
  for _, field in ipairs(redis.call('HKEYS', record)) do
    local part = string.match(field, '^(.*):v$')
    if part then setDue(part, 'never') end
  end
end

local function letExpire()
  for _, key in ipairs({ record, KEYS[5], KEYS[10] }) do redis.call('EXPIRE', key, change.keptFor) end
end

local function setClaims()
  if change.claim then
    redis.call('HSET', record, change.claim .. ':c', self)
    redis.call('SET', tag .. 'worker:' .. self, '1', 'PX', change.ttl)
    if not touched[change.claim] then put(change.claim) end
  end
  for _, part in ipairs(change.release) do
    if redis.call('HGET', record, part .. ':c') == self then redis.call('HDEL', record, part .. ':c') end
  end
end

local function setLocks()
  for _, lock in ipairs(change.take) do redis.call('HSET', KEYS[4], lock, change.id) end
  for _, lock in ipairs(change.free) do
    if redis.call('HGET', KEYS[4], lock) == change.id then redis.call('HDEL', KEYS[4], lock) end
  end
end
`

const luaReviews = `
-- Whoever reminds of reviews finds them here, however many records came after.
local function setReview()
  local index = tag .. 'reviews:' .. change.account
  if change.review == 'owed' then redis.call('ZADD', index, string.match(change.id, '%d+') or '0', change.id) end
  if change.review == 'closed' then redis.call('ZREM', index, change.id) end
end
`

/**
 * One compare-and-set: everything or nothing. KEYS: `commitKeys`. ARGV: the change, the tag, the worker, until when
 * (Redis' own time) a missing heartbeat counts, and the record where it changes. Answers JSON of `Committed`.
 */
export const commitScript = script(
  'saving a change',
  true,
  `local change = cjson.decode(ARGV[1])
local tag, self, absenceUntil = ARGV[2], ARGV[3], tonumber(ARGV[4])
${luaNow}
${luaLiveness}
${luaWrites}
${luaRefusals}
${luaChanges}
${luaReviews}
local before = answeredBefore()
if before then return before end
if hasMoved() then return cjson.encode({ kind = 'moved' }) end
if hasLapsed() then return cjson.encode({ kind = 'lapsed' }) end
local claim = claimedBy()
if claim then return cjson.encode({ kind = 'claimed', by = claim }) end
local lock, holder = lockedBy()
if lock then return cjson.encode({ kind = 'locked', lock = lock, holder = holder }) end

local unmoved = change.seen and stand(change.seen)
if ARGV[5] ~= '' then put('_', ARGV[5]) end
for _, part in ipairs(change.parts) do put(part.id, part.doc) end
setClaims()
setLocks()
setReview()
if change.ended then end_() end
for part, at in pairs(change.due) do setDue(part, at) end
tell(change.events)
owe(change.owed)
local reply = remember(answer(unmoved))
if change.ended then letExpire() end
return reply`,
)
