import type { DueItem } from '../../core/ports/records.ts'
import { answered } from '../answered.ts'
import { keys } from '../keys.ts'
import { listOf, numberOf, textsOf } from '../replies.ts'
import { runScript, script } from '../run-script.ts'
import { luaLiveness, luaNow } from './lua-liveness.ts'
import type { StoreTools } from './store-tools.ts'
import { schemaVersion } from './stored.ts'

/** How long an item is left alone at most on which somebody else works. Clock port ms. */
const pushBackMs = 1_000

/**
 * KEYS: due. ARGV: tag, worker, absence counts until, clock's now, limit, most push back ms, schema version, how long a
 * worker is said to be gone (ms of wall time).
 */
const dueScript = script(
  'what is due',
  false,
  `local tag, self, absenceUntil = ARGV[1], ARGV[2], tonumber(ARGV[3])
local limit, schema = tonumber(ARGV[5]), tonumber(ARGV[7])
${luaNow}
${luaLiveness}
local given, seen = {}, 0
while #given < limit and seen < 5000 do
  local members = redis.call('ZRANGEBYSCORE', KEYS[1], '-inf', ARGV[4], 'LIMIT', seen, 200)
  if #members == 0 then break end
  local pushed = 0
  for _, member in ipairs(members) do
    local account, id, part = string.match(member, '^([^|]*)|([^|]*)|(.*)$')
    local found = redis.call('HMGET', tag .. 'rec:' .. account .. ':' .. id, 'schema', part .. ':c')
    local other = found[2] and found[2] ~= self and found[2]
    if not found[1] then
      redis.call('ZREM', KEYS[1], member)
      pushed = pushed + 1
    elseif other and isLive(other) then
      local left = leftAlone(other, ARGV[6])
      if left then
        redis.call('ZADD', KEYS[1], ARGV[4] + left, member)
        pushed = pushed + 1
      end
    elseif tonumber(found[1]) <= schema and #given < limit then
      if other and now <= absenceUntil then tellGone(other, ARGV[8]) end
      given[#given + 1] = member
    end
  end
  seen = seen + #members - pushed
end
return given`,
)

const itemOf = (member: string): DueItem => {
  const [account = '', id = '', ...part] = member.split('|')
  return { account, id, part: part.join('|') }
}

/** Due items, most overdue first, without those on which a living worker is at work. */
export const dueItems = async ({ redis, heartbeat, clock }: StoreTools, limit: number): Promise<readonly DueItem[]> => {
  const until = heartbeat.absenceCountsUntil()
  const args = [
    keys.tag,
    heartbeat.worker,
    until,
    clock.now(),
    limit,
    pushBackMs,
    schemaVersion,
    Math.ceil(heartbeat.ttlMs / 3),
  ]
  return textsOf(await runScript(redis, dueScript, [keys.due], args)).map(itemOf)
}

/** When the next item is due, in ms of the clock port. */
export const nextDue = async ({ redis }: StoreTools): Promise<number | undefined> => {
  const question = { what: 'when the next is due', changes: false }
  const reply = listOf(await answered(question, redis.call('ZRANGE', keys.due, 0, 0, 'WITHSCORES')))
  return reply.length === 0 ? undefined : numberOf(listOf(reply).flat()[1])
}
