import type { InventoryToken } from '../core/inventory/inventory.ts'
import type { UnfinishedScan } from '../core/inventory/scan-tools.ts'
import { answered } from './answered.ts'
import { packJson, unpackJson } from './compressed.ts'
import type { RedisConnection } from './connect.ts'
import { keys } from './keys.ts'
import { numberOf } from './replies.ts'

/** A scan that nobody goes on with is forgotten. */
const forgottenAfterSeconds = 86_400

const tokensOf = (document: string): readonly InventoryToken[] => JSON.parse(document)

/** Parts of one scan under way, in one list per account: where there are none, nothing is to be ended. */
export const unfinishedScan = (redis: RedisConnection, account: string): UnfinishedScan => {
  const key = keys.unfinished(account)
  let mayBeThere = true
  return {
    load: async () => {
      const question = { what: 'reading an unfinished scan', changes: false }
      const count = numberOf(await answered(question, redis.call('LLEN', key)))
      mayBeThere = count > 0
      const parts: InventoryToken[] = []
      for (let at = 0; at < count; at += 1) {
        const part = await answered(question, redis.callBuffer('LINDEX', key, at))
        if (Buffer.isBuffer(part)) parts.push(...tokensOf(await unpackJson(part)))
      }
      return parts
    },
    add: async (tokens) => {
      const question = { what: 'saving a part of a scan', changes: true }
      mayBeThere = true
      await answered(question, redis.call('RPUSH', key, await packJson(tokens)))
      await answered(question, redis.call('EXPIRE', key, forgottenAfterSeconds))
    },
    end: async () => {
      if (mayBeThere) await answered({ what: 'ending an unfinished scan', changes: true }, redis.call('DEL', key))
    },
  }
}
