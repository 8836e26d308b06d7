import type { Inventory } from '../inventory/inventory.ts'

/**
 * The last scan of each account. Names, uuids, dates and fingerprints only. Scans of one account may run side by side, in
 * several processes: they are numbered as they begin, and what an older one saw never replaces what a younger one did.
 */
export interface Inventories {
  load(account: string): Promise<Inventory | undefined>
  /** The number of a scan that begins now: `Inventory.turn`. */
  begin(account: string): Promise<number>
  /** `outdated`: a scan that began later was saved before; nothing is changed. */
  save(inventory: Inventory): Promise<'ok' | 'outdated'>
}
