import { meanwhile } from '../inventory/meanwhile.ts'
import { type Scan, type ScanWithout, scan } from '../inventory/scan.ts'
import type { PlanTools } from './plan-tools.ts'

const scanNow = async (tools: PlanTools, account: string, without: ScanWithout): Promise<Scan> => {
  const loading = meanwhile(tools.inventories.load(account))
  const turn = await tools.inventories.begin(account)
  const { inventory, live } = await scan(tools, account, await loading, without)
  const seen = { live, inventory: { ...inventory, turn } }
  await tools.inventories.save(seen.inventory)
  await tools.unfinished?.end()
  return seen
}

/** Scans the account anew, and remembers what was seen unless another scan, begun later, knows better already. */
export const rescan = (tools: PlanTools, account: string, without: ScanWithout = {}): Promise<Scan> => {
  const now = () => scanNow(tools, account, without)
  return tools.savingMemory === undefined ? now() : tools.savingMemory(now)
}
