import type { PartId, RecordKey } from '../../core/ports/records.ts'
import { keys } from '../keys.ts'
import { runScript, script } from '../run-script.ts'
import type { StoreTools } from './store-tools.ts'

/** A worker that passes is alive: its heartbeat starts anew, so that nobody takes over while its call is under way. */
const fenceScript = script(
  'asking whether a step may act',
  false,
  `local function get(field) return redis.call('HGET', KEYS[1], field) end
local part = ARGV[1]
if get('_:v') ~= ARGV[2] or get(part .. ':v') ~= ARGV[3] or get(part .. ':c') ~= ARGV[4] then return 0 end
redis.call('SET', KEYS[2], '1', 'PX', ARGV[5])
return 1`,
)

/** True while this worker's intent stands and the record has not moved. */
export const fenceRecord = async (
  { redis, heartbeat }: StoreTools,
  key: RecordKey,
  expect: { readonly record: number; readonly part: PartId; readonly ver: number },
): Promise<boolean> => {
  const names = [keys.record(key), keys.worker(heartbeat.worker)]
  const args = [expect.part, expect.record, expect.ver, heartbeat.worker, heartbeat.ttlMs]
  return (await runScript(redis, fenceScript, names, args)) === 1
}
