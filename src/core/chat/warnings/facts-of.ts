import { inParallel } from '../../inventory/in-parallel.ts'
import type { Inventory } from '../../inventory/inventory.ts'
import { orHidden } from '../../inventory/or-hidden.ts'
import type { Entry } from '../../warning/entry.ts'
import { ownerOfWatched } from '../../warning/owner-of-watched.ts'
import { usagesOfEntry } from '../../warning/usages-of-entry.ts'
import type { ChatTools } from '../chat-tools.ts'
import type { WarningFacts } from '../views/warning-row.ts'

/** Properties are asked for one EdgeWorker at a time: for so many in one message. */
const mostAsked = 20
const atOnce = 4

type Properties = readonly string[] | undefined

/** The properties of each EdgeWorker in one message; undefined where that would take long or Akamai will not say all. */
const propertiesOf = async (
  tools: ChatTools,
  asked: readonly { readonly account: string; readonly ids: readonly string[] }[],
): Promise<(account: string, id: string) => Properties> => {
  const keyOf = (account: string, id: string): string => `${account}/${id}`
  const all = new Map(asked.flatMap(({ account, ids }) => ids.map((id) => [keyOf(account, id), { account, id }])))
  if (all.size > mostAsked) return () => undefined
  let isDown = false
  const found = await inParallel([...all], atOnce, async ([key, { account, id }]): Promise<[string, Properties]> => {
    if (isDown) return [key, undefined]
    try {
      const list = await orHidden(tools.planToolsFor(account).edgeWorkers.listProperties(id))
      return [key, list?.partial === false ? list.properties.map((one) => one.propertyName) : undefined]
    } catch {
      // No warning waits for one call after the other to fail.
      isDown = true
      return [key, undefined]
    }
  })
  const known = new Map(found)
  return (account, id) => known.get(keyOf(account, id))
}

/** How many properties these EdgeWorkers serve together. */
const countOf = (lists: readonly Properties[]): number | undefined =>
  lists.length === 0 || lists.includes(undefined) ? undefined : new Set(lists.flatMap((list) => list ?? [])).size

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
  const about = entries.map((entry) => {
    const usages = usagesOfEntry(inventories.get(entry.account), entry)
    return { entry, account: entry.account, ids: [...new Set(usages.map((usage) => usage.edgeWorkerId))] }
  })
  const behind = properties ? await propertiesOf(tools, about) : () => undefined
  return about.map(({ entry, account, ids }) => {
    const count = countOf(ids.map((id) => behind(account, id)))
    return {
      entry,
      at: entry.toldAt ?? now,
      team: teamOf(tools, entry, inventories.get(account)),
      edgeWorkers: ids.length,
      ...(count === undefined ? {} : { properties: count }),
    }
  })
}
