import type { BundleContents } from '../core/inventory/bundle-contents.ts'
import type { BundleKey, Inspections } from '../core/ports/inspections.ts'
import { answered } from './answered.ts'
import { packJson, unpackJson } from './compressed.ts'
import type { RedisConnection } from './connect.ts'
import { keys } from './keys.ts'

/** Raised when more is kept of a bundle: what was kept before is read anew. */
const form = 2

const fieldOf = ({ edgeWorkerId, version }: BundleKey): string => JSON.stringify([edgeWorkerId, version, form])

const contentsOf = (document: string): BundleContents => JSON.parse(document)

/** What bundles hold, in Redis, one hash per account. */
export const createRedisInspections = (redis: RedisConnection): Inspections => ({
  load: async (key) => {
    const question = { what: 'reading what a bundle holds', changes: false }
    const found = await answered(question, redis.callBuffer('HGET', keys.inspections(key.account), fieldOf(key)))
    return Buffer.isBuffer(found) ? contentsOf(await unpackJson(found)) : undefined
  },
  save: async (key, contents) => {
    const question = { what: 'saving what a bundle holds', changes: true }
    const packed = await packJson(contents)
    await answered(question, redis.call('HSET', keys.inspections(key.account), fieldOf(key), packed))
  },
})
