import type { Inventory, Usage } from './inventory.ts'

/** The access groups, by id, of the EdgeWorkers that these usages are in. */
export const groupsOfUsages = (
  inventory: Pick<Inventory, 'edgeWorkers'>,
): ((usages: readonly Usage[]) => readonly string[]) => {
  const groups = new Map(inventory.edgeWorkers.map((one) => [one.id, one.groupId]))
  return (usages) => {
    const ids = usages.flatMap(({ edgeWorkerId }) => groups.get(edgeWorkerId) ?? [])
    return [...new Set(ids)].map(String)
  }
}
