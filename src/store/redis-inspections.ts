import type { BundleContents } from '../core/inventory/bundle-contents.ts'
import type { BundleKey, Inspections } from '../core/ports/inspections.ts'
import { answered } from './answered.ts'
import { keys } from './keys.ts'
import type { StoreTools } from './records/store-tools.ts'

/** Raised when what is kept of a bundle changes shape: older entries are read anew. */
const shape = 1

const fieldOf = ({ edgeWorkerId, version }: BundleKey): string => `${shape} ${edgeWorkerId} ${version}`

/** Contents of bundles already read, one hash per account. Losing them costs downloads, nothing else. */
export const createRedisInspections = ({ redis }: Pick<StoreTools, 'redis'>): Inspections => ({
  load: async (key) => {
    const what = 'what a bundle holds'
    const text = await answered({ what, changes: false }, redis.hget(keys.inspections(key.account), fieldOf(key)))
    return text === null ? undefined : (JSON.parse(text) as BundleContents)
  },
  save: async (key, contents) => {
    const what = 'what a bundle holds'
    const saved = redis.hset(keys.inspections(key.account), fieldOf(key), JSON.stringify(contents))
    await answered({ what, changes: true }, saved)
  },
})
