import { keys } from '../keys.ts'
import { textsOf } from '../replies.ts'
import { runScript, script } from '../run-script.ts'
import type { StoreTools } from './store-tools.ts'

/** KEYS: locks, open. ARGV: account, locks. Gives lock, holder, lock, holder … A record that has ended holds nothing. */
const holderScript = script(
  'who holds a lock',
  false,
  `local held = {}
for at = 2, #ARGV do
  local holder = redis.call('HGET', KEYS[1], ARGV[at])
  if holder and redis.call('ZSCORE', KEYS[2], ARGV[1] .. '|' .. holder) then
    held[#held + 1] = ARGV[at]
    held[#held + 1] = holder
  end
end
return held`,
)

/** The record ids that hold these locks, by lock; free ones are left out. */
export const holderOf = async (
  { redis }: StoreTools,
  account: string,
  locks: readonly string[],
): Promise<Readonly<Record<string, string>>> => {
  const held = textsOf(await runScript(redis, holderScript, [keys.locks(account), keys.open], [account, ...locks]))
  return Object.fromEntries(held.flatMap((name, at) => (at % 2 === 0 ? [[name, held[at + 1] ?? '']] : [])))
}
