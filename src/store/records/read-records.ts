import type { AuditEvent } from '../../core/audit/audit-event.ts'
import type { RecordKey } from '../../core/ports/records.ts'
import type { ActionRecord } from '../../core/request/record.ts'
import { answered } from '../answered.ts'
import { keys } from '../keys.ts'
import { listOf, pairsOf, textsOf } from '../replies.ts'
import { runScript, script } from '../run-script.ts'
import type { StoreTools } from './store-tools.ts'
import { eventOf, recordOf, schemaVersion } from './stored.ts'

/** Records are read in parts, so that Redis is not held up. */
const atOnce = 100

/** KEYS: an index of members `id` or `account|id`. ARGV: tag, account of bare ids, schema version, members. Forgets members whose record is gone. */
const documentsScript = script(
  'reading records',
  false,
  `local documents = {}
for at = 4, #ARGV do
  local member = ARGV[at]
  local account, id = string.match(member, '^([^|]*)|(.*)$')
  local found = redis.call('HMGET', ARGV[1] .. 'rec:' .. (account or ARGV[2]) .. ':' .. (id or member), 'schema', '_:d')
  if not found[1] then
    redis.call('ZREM', KEYS[1], member)
  elseif tonumber(found[1]) <= tonumber(ARGV[3]) then
    documents[#documents + 1] = found[2]
  end
end
return documents`,
)

const documents = async (
  { redis }: StoreTools,
  index: string,
  account: string,
  members: readonly string[],
): Promise<readonly ActionRecord[]> => {
  const found: ActionRecord[] = []
  for (let at = 0; at < members.length; at += atOnce) {
    const args = [keys.tag, account, schemaVersion, ...members.slice(at, at + atOnce)]
    found.push(...textsOf(await runScript(redis, documentsScript, [index], args)).map(recordOf))
  }
  return found
}

/** Records that have not ended, oldest first. */
export const openRecords = async (tools: StoreTools, account?: string): Promise<readonly ActionRecord[]> => {
  const question = { what: 'which records are open', changes: false }
  const members = textsOf(await answered(question, tools.redis.call('ZRANGE', keys.open, 0, -1)))
  const wanted = account === undefined ? members : members.filter((member) => member.startsWith(`${account}|`))
  return documents(tools, keys.open, '', wanted)
}

/** Records of an account whose review is owed, oldest first. */
export const recordsOwingReview = async (tools: StoreTools, account: string): Promise<readonly ActionRecord[]> => {
  const question = { what: 'which reviews are owed', changes: false }
  const index = keys.reviews(account)
  const ids = textsOf(await answered(question, tools.redis.call('ZRANGE', index, 0, -1)))
  return documents(tools, index, account, ids)
}

/** The newest records of an account, newest first. */
export const recentRecords = async (
  tools: StoreTools,
  account: string,
  limit: number,
): Promise<readonly ActionRecord[]> => {
  const question = { what: 'the newest records', changes: false }
  const index = keys.all(account)
  const ids = textsOf(await answered(question, tools.redis.call('ZREVRANGE', index, 0, limit - 1)))
  return documents(tools, index, account, ids)
}

/** The events of one record, oldest first; `at` in ms of the clock port. */
export const historyOf = async (
  { redis }: StoreTools,
  key: RecordKey,
): Promise<readonly (AuditEvent & { readonly at: number })[]> => {
  const question = { what: 'the history of a record', changes: false }
  const entries = listOf(await answered(question, redis.call('XRANGE', keys.events(key), '-', '+')))
  return entries.map((entry) => {
    const fields = pairsOf(listOf(entry)[1])
    return { ...eventOf(fields.get('event') ?? '{}'), at: Number(fields.get('at')) }
  })
}
