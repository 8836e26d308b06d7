import { groupsOfUsages } from './groups-of-usages.ts'
import type { Inventory, InventoryToken } from './inventory.ts'
import { usageIndex } from './usages-of-token.ts'

/** What of a token decides whose it is. `groups`: ids of the access groups that use it, or are to use it. */
export interface Owned extends Pick<InventoryToken, 'name' | 'scope'> {
  readonly groups: readonly string[]
}

type Known = Pick<Inventory, 'edgeWorkers' | 'usages'>

/** Adds the groups of every EdgeWorker that uses a listed token, for one token after the other. */
export const ownedIn = (inventory: Known): ((token: InventoryToken) => Owned) => {
  const usagesOf = usageIndex(inventory.usages)
  const groupsOf = groupsOfUsages(inventory)
  return (token) => ({ ...token, groups: groupsOf(usagesOf({ ...token })) })
}

/** A token that is still to be made: the groups of the EdgeWorkers that it is locked to. */
export const toBeOwned = (inventory: Known, { name, scope }: Pick<InventoryToken, 'name' | 'scope'>): Owned => {
  const groups = inventory.edgeWorkers.flatMap(({ id, groupId }) =>
    groupId !== undefined && scope?.edgeWorkerIds.includes(id) === true ? [String(groupId)] : [],
  )
  return { name, ...(scope === undefined ? {} : { scope }), groups: [...new Set(groups)] }
}
