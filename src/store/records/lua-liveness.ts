/**
 * `isLive(worker)`: does a heartbeat stand behind it? A missing one proves nothing before `absenceUntil`'s question was
 * asked in time. Expects `now`, `tag`, `self` and `absenceUntil`.
 */
export const luaLiveness = `
local function isLive(worker)
  if redis.call('EXISTS', tag .. 'worker:' .. worker) == 1 then return true end
  return now > absenceUntil
end
`

/** `now`: Redis' own time in ms. */
export const luaNow = `
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
`
