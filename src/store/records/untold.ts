import type { AuditEvent } from '../../core/audit/audit-event.ts'
import { keys } from '../keys.ts'
import { listOf, textOf, textsOf } from '../replies.ts'
import { runScript, script } from '../run-script.ts'
import { luaNow } from './lua-liveness.ts'
import type { StoreTools } from './store-tools.ts'
import { eventOf } from './stored.ts'

/** Events of a commit whose process ended before it wrote them to its trail. */
export interface Untold {
  readonly op: string
  /** When it was committed, in ms of the clock port. */
  readonly at: number
  readonly events: readonly AuditEvent[]
}

/** KEYS: untold. ARGV: tag, limit, lease ms. Gives operation ids with their events. */
const takeScript = script(
  'taking events that no trail has',
  true,
  `${luaNow}
local taken = {}
for _, op in ipairs(redis.call('ZRANGEBYSCORE', KEYS[1], '-inf', now, 'LIMIT', 0, ARGV[2])) do
  redis.call('ZADD', KEYS[1], now + ARGV[3], op)
  taken[#taken + 1] = { op, redis.call('LRANGE', ARGV[1] .. 'untold:' .. op, 0, -1) }
end
return taken`,
)

/** KEYS: untold, the events of each operation. ARGV: their ids. */
const toldScript = script(
  'settling events in the trail',
  true,
  `for n, op in ipairs(ARGV) do
  redis.call('DEL', KEYS[n + 1])
  redis.call('ZREM', KEYS[1], op)
end`,
)

/** Up to `limit` commits that nobody has told the trail of for ten seconds; others may take them after `leaseMs`. */
export const takeUntold = async (
  { redis }: Pick<StoreTools, 'redis'>,
  limit: number,
  leaseMs: number,
): Promise<readonly Untold[]> => {
  const taken = listOf(await runScript(redis, takeScript, [keys.untold], [keys.tag, limit, leaseMs]))
  return taken.map((one) => {
    const [op, lines] = listOf(one)
    const [at, ...events] = textsOf(lines)
    return { op: textOf(op), at: Number(at ?? 0), events: events.map(eventOf) }
  })
}

/** The events of these commits are on disk. */
export const settleUntold = async ({ redis }: Pick<StoreTools, 'redis'>, ops: readonly string[]): Promise<void> => {
  await runScript(redis, toldScript, [keys.untold, ...ops.map(keys.untoldEvents)], ops)
}
