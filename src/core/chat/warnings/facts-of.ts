import type { Inventory } from '../../inventory/inventory.ts'
import type { Entry } from '../../warning/entry.ts'
import { ownerOfWatched } from '../../warning/owner-of-watched.ts'
import { usagesOfEntry } from '../../warning/usages-of-entry.ts'
import type { ChatTools } from '../chat-tools.ts'
import type { WarningFacts } from '../views/warning-row.ts'

/** Properties are asked for one EdgeWorker at a time: for a few, on a card of its own. */
const mostAsked = 10

/** How many properties these EdgeWorkers serve; undefined where that would take long or Akamai will not say all. */
const countProperties = async (
  tools: ChatTools,
  account: string,
  edgeWorkers: readonly string[],
): Promise<number | undefined> => {
  if (edgeWorkers.length === 0 || edgeWorkers.length > mostAsked) return undefined
  const api = tools.planToolsFor(account).edgeWorkers
  try {
    const lists = await Promise.all(edgeWorkers.map((id) => api.listProperties(id)))
    if (lists.some(({ partial }) => partial)) return undefined
    return new Set(lists.flatMap(({ properties }) => properties.map((one) => one.propertyName))).size
  } catch {
    return undefined
  }
}

const teamOf = (tools: ChatTools, entry: Entry, inventory: Inventory | undefined): string => {
  if (entry.token === '') return ''
  const usages = usagesOfEntry(inventory, entry)
  const scope = inventory?.tokens.find((one) => one.uuid === entry.uuid)?.scope
  const ids = new Set(usages.map((usage) => usage.edgeWorkerId))
  const groups = (inventory?.edgeWorkers ?? []).flatMap((one) =>
    ids.has(one.id) && one.groupId !== undefined ? [String(one.groupId)] : [],
  )
  const namespaces = scope === undefined ? usages.map((usage) => usage.namespace) : Object.keys(scope.namespaces)
  const networks = scope?.networks ?? [...new Set(usages.map((usage) => usage.network))]
  const { account, token } = entry
  return ownerOfWatched({ account, token, namespaces, groups, networks }, tools).team
}

/** What is said about some entries. With `properties`, Akamai is asked how many properties are behind them. */
export const factsOf = async (
  tools: ChatTools,
  entries: readonly Entry[],
  now: number,
  properties: boolean,
): Promise<readonly WarningFacts[]> => {
  const accounts = [...new Set(entries.map(({ account }) => account))]
  const loaded = await Promise.all(accounts.map((account) => tools.inventories.load(account)))
  const inventories = new Map(accounts.map((account, index) => [account, loaded[index]]))
  return Promise.all(
    entries.map(async (entry) => {
      const inventory = inventories.get(entry.account)
      const ids = [...new Set(usagesOfEntry(inventory, entry).map((usage) => usage.edgeWorkerId))]
      const behind = properties ? await countProperties(tools, entry.account, ids) : undefined
      return {
        entry,
        at: entry.toldAt ?? now,
        team: teamOf(tools, entry, inventory),
        edgeWorkers: ids.length,
        ...(behind === undefined ? {} : { properties: behind }),
      }
    }),
  )
}
