import type { BundleContents } from '../core/inventory/bundle-contents.ts'
import type { BundleKey, Inspections } from '../core/ports/inspections.ts'
import { answered } from './answered.ts'
import { packJson, unpackJson } from './compressed.ts'
import type { RedisConnection } from './connect.ts'
import { keys } from './keys.ts'
import { Recent } from './recent.ts'

/** Raised when more is kept of a bundle: what was kept before is read anew. */
const form = 2

const fieldOf = ({ edgeWorkerId, version }: BundleKey): string => JSON.stringify([edgeWorkerId, version, form])

const nameOf = (key: BundleKey): string => `${key.account} ${fieldOf(key)}`

const contentsOf = (document: string): BundleContents => JSON.parse(document)

/** A rotation looks at the same few bundles before every step; a version's bundle never changes. */
const recentCount = 64

/** What bundles hold, in Redis, one hash per account; the last ones in memory too. */
export const createRedisInspections = (redis: RedisConnection): Inspections => {
  const recent = new Recent<BundleContents>(recentCount)
  const remember = (key: BundleKey, contents: BundleContents): BundleContents => {
    recent.set(nameOf(key), contents)
    return contents
  }
  return {
    load: async (key) => {
      const known = recent.get(nameOf(key))
      if (known !== undefined) return known
      const question = { what: 'reading what a bundle holds', changes: false }
      const found = await answered(question, redis.callBuffer('HGET', keys.inspections(key.account), fieldOf(key)))
      return Buffer.isBuffer(found) ? remember(key, contentsOf(await unpackJson(found))) : undefined
    },
    save: async (key, contents) => {
      // A bundle is verified on each network.
      if (recent.get(nameOf(key))?.sha256 === contents.sha256) return
      const question = { what: 'saving what a bundle holds', changes: true }
      const packed = await packJson(contents)
      await answered(question, redis.call('HSET', keys.inspections(key.account), fieldOf(key), packed))
      remember(key, contents)
    },
  }
}
