import { randomUUID } from 'node:crypto'
import type { Inventory } from '../core/inventory/inventory.ts'
import type { Inventories } from '../core/ports/inventories.ts'
import { answered } from './answered.ts'
import { packJson, unpackJson } from './compressed.ts'
import type { RedisConnection } from './connect.ts'
import { keys } from './keys.ts'
import { numberOf, textOf } from './replies.ts'
import { runScript, script } from './run-script.ts'

/** Redis serves nobody else while it moves one value. */
const chunkBytes = 256 * 1024
/** Chunks nobody points to: those of a save that broke off, or of a scan that was replaced while it was read. */
const leftoverSeconds = 60

/**
 * KEYS: pointer, chunks. ARGV: name of the chunks, how many, how long old ones stay, the scan's turn, the last chunk.
 * Answers `ok`, or `outdated` where a scan of a later turn stands; asked twice it answers the same. Turns go on from one
 * that was begun before Redis was lost.
 */
const pointScript = script(
  'saving an inventory',
  true,
  `local before = redis.call('HGET', KEYS[1], 'chunks')
if tonumber(redis.call('HGET', KEYS[1], 'turn') or '0') > tonumber(ARGV[4]) then return 'outdated' end
if before and before ~= ARGV[1] then redis.call('EXPIRE', KEYS[1] .. ':' .. before, ARGV[3]) end
redis.call('HSET', KEYS[2], ARGV[2] - 1, ARGV[5])
redis.call('HSET', KEYS[1], 'chunks', ARGV[1], 'count', ARGV[2], 'turn', ARGV[4])
redis.call('PERSIST', KEYS[2])
if tonumber(redis.call('HGET', KEYS[1], 'turns') or '0') < tonumber(ARGV[4]) then
  redis.call('HSET', KEYS[1], 'turns', ARGV[4])
end
return 'ok'`,
)

const inventoryOf = (document: string): Inventory => JSON.parse(document)

const readChunks = async (redis: RedisConnection, key: string, count: number): Promise<Buffer | undefined> => {
  const chunks: Buffer[] = []
  for (let at = 0; at < count; at += 1) {
    const question = { what: 'reading an inventory', changes: false }
    const chunk = await answered(question, redis.callBuffer('HGET', key, at))
    if (!Buffer.isBuffer(chunk)) return undefined
    chunks.push(chunk)
  }
  return Buffer.concat(chunks)
}

const chunksOf = (bytes: Buffer): readonly Buffer[] =>
  Array.from({ length: Math.ceil(bytes.length / chunkBytes) }, (_, at) =>
    bytes.subarray(at * chunkBytes, (at + 1) * chunkBytes),
  )

const writeChunks = async (redis: RedisConnection, key: string, chunks: readonly Buffer[]): Promise<void> => {
  for (const [at, chunk] of chunks.entries()) {
    const question = { what: 'saving an inventory', changes: true }
    await answered(question, redis.call('HSET', key, at, chunk))
    await answered(question, redis.call('EXPIRE', key, leftoverSeconds))
  }
}

/** Inventories in Redis, compressed and in chunks; a reader sees one scan or another, never parts of both. */
export const createRedisInventories = (redis: RedisConnection): Inventories => {
  const load = async (account: string, mayTryAgain: boolean): Promise<Inventory | undefined> => {
    const pointer = keys.inventory(account)
    const question = { what: 'reading an inventory', changes: false }
    const found = await answered(question, redis.call('HMGET', pointer, 'chunks', 'count'))
    if (!Array.isArray(found) || found[0] === null) return undefined
    const bytes = await readChunks(redis, `${pointer}:${textOf(found[0])}`, numberOf(found[1]))
    if (bytes !== undefined) return inventoryOf(await unpackJson(bytes))
    return mayTryAgain ? load(account, false) : undefined
  }
  return {
    load: (account) => load(account, true),
    begin: async (account) => {
      const question = { what: 'beginning a scan', changes: true }
      return numberOf(await answered(question, redis.call('HINCRBY', keys.inventory(account), 'turns', 1)))
    },
    save: async (inventory) => {
      const pointer = keys.inventory(inventory.account)
      const name = randomUUID()
      const key = `${pointer}:${name}`
      const chunks = chunksOf(await packJson(inventory))
      await writeChunks(redis, key, chunks.slice(0, -1))
      // The last one goes along: most inventories are one chunk.
      const args = [name, chunks.length, leftoverSeconds, inventory.turn ?? 0, chunks.at(-1) ?? '']
      return textOf(await runScript(redis, pointScript, [pointer, key], args)) === 'ok' ? 'ok' : 'outdated'
    },
  }
}
