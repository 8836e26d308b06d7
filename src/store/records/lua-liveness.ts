/**
 * `isLive(worker)`: does a heartbeat stand behind it? A missing one proves nothing before `absenceUntil`'s question was
 * asked in time, or somebody for whom it does has just said so by `tellGone(worker, ms)`: a wake-up may reach a worker
 * that has only just started. Shorter than a heartbeat lives, so that none can run out behind it.
 * `leftAlone(worker, most)`: for how many ms to leave to it what it is at; nil where it is thought alive without a
 * heartbeat, as others may know better. Expects `now`, `tag`, `self` and `absenceUntil`.
 */
export const luaLiveness = `
local function isLive(worker)
  if redis.call('EXISTS', tag .. 'worker:' .. worker) == 1 then return true end
  if redis.call('EXISTS', tag .. 'gone:' .. worker) == 1 then return false end
  return now > absenceUntil
end

local function leftAlone(worker, most)
  local left = redis.call('PTTL', tag .. 'worker:' .. worker)
  return left >= 0 and math.min(left + 1, most) or nil
end

local function tellGone(worker, ms) redis.call('SET', tag .. 'gone:' .. worker, '1', 'PX', ms) end
`

/** `now`: Redis' own time in ms. */
export const luaNow = `
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
`
