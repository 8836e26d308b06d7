import type { Inventory } from '../inventory/inventory.ts'

/** The last scan of each account. Names, uuids, dates and fingerprints only. */
export interface Inventories {
  load(account: string): Promise<Inventory | undefined>
  save(inventory: Inventory): Promise<void>
}
