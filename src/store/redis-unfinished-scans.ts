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

/** Parts of a scan under way, one list per account. */
export const unfinishedScan = (redis: RedisConnection, account: string): UnfinishedScan => {
  const key = keys.unfinished(account)
  return {
    load: async () => {
      const question = { what: 'reading an unfinished scan', changes: false }
      const count = numberOf(await answered(question, redis.call('LLEN', key)))
      const parts: InventoryToken[] = []
      for (let at = 0; at < count; at += 1) {
        const part = await answered(question, redis.callBuffer('LINDEX', key, at))
        if (Buffer.isBuffer(part)) parts.push(...tokensOf(await unpackJson(part)))
      }
      return parts
    },
    add: async (tokens) => {
      const question = { what: 'saving a part of a scan', changes: true }
      await answered(question, redis.call('RPUSH', key, await packJson(tokens)))
      await answered(question, redis.call('EXPIRE', key, forgottenAfterSeconds))
    },
    end: async () => {
      await answered({ what: 'ending an unfinished scan', changes: true }, redis.call('DEL', key))
    },
  }
}
