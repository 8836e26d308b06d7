import type { Inventory } from '../inventory/inventory.ts'
import { meanwhile } from '../inventory/meanwhile.ts'
import { type Scan, type ScanWithout, scan } from '../inventory/scan.ts'
import type { PlanTools } from './plan-tools.ts'

const scanNow = async (tools: PlanTools, account: string, without: ScanWithout): Promise<Scan> => {
  const loading = meanwhile(tools.inventories.load(account))
  const turn = await tools.inventories.begin(account)
  const { inventory, live } = await scan(tools, account, loading, without)
  return { live, inventory: { ...inventory, turn } }
}

const remember = async (tools: PlanTools, inventory: Inventory): Promise<void> => {
  await tools.inventories.save(inventory)
  await tools.unfinished?.end()
}

/** Scans the account anew and gives what `use` makes of it; meanwhile it is remembered as `rescan` says. */
export const rescanFor = <Result>(
  tools: PlanTools,
  account: string,
  without: ScanWithout,
  use: (seen: Scan) => Promise<Result>,
): Promise<Result> => {
  const now = async (): Promise<Result> => {
    const seen = await scanNow(tools, account, without)
    const remembered = meanwhile(remember(tools, seen.inventory))
    try {
      return await use(seen)
    } finally {
      await remembered
    }
  }
  return tools.savingMemory === undefined ? now() : tools.savingMemory(now)
}

/** Scans the account anew, and remembers what was seen unless another scan, begun later, knows better already. */
export const rescan = (tools: PlanTools, account: string): Promise<Scan> =>
  rescanFor(tools, account, {}, async (seen) => seen)
