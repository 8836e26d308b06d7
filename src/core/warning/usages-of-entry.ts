import type { Inventory, Usage } from '../inventory/inventory.ts'
import { usageIndex } from '../inventory/usages-of-token.ts'
import type { Entry } from './entry.ts'

/** What stands for a value that no listed token has: see watched-of.ts. */
const standsFor = (uuid: string): string | undefined => /^(?:bundle|value):(.+)$/.exec(uuid)?.[1]

/** The places that an entry is about, as the last scan saw them. */
export const usagesOfEntry = (inventory: Inventory | undefined, { uuid }: Pick<Entry, 'uuid'>): readonly Usage[] => {
  if (inventory === undefined) return []
  const token = inventory.tokens.find((one) => one.uuid === uuid)
  if (token !== undefined) return usageIndex(inventory.usages)(token)
  const value = standsFor(uuid)
  return inventory.usages.filter((usage) =>
    value === undefined ? usage.uuid === uuid : usage.fingerprint?.startsWith(value) === true,
  )
}
