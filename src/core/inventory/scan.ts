import type { EdgeWorker } from '../ports/edge-workers.ts'
import { type Network, networks } from '../token/network.ts'
import { outsideFailureOf } from '../token/outside-failure-of.ts'
import { inParallel } from './in-parallel.ts'
import type { Inventory, InventoryEdgeWorker, InventoryNamespace, Unread } from './inventory.ts'
import { edgeWorkerOf, parentOf, problemsOf, unreadOf, usagesOf } from './inventory-of-live.ts'
import type { LiveBundle } from './live-bundle.ts'
import { liveBundles } from './live-bundles.ts'
import { meanwhile } from './meanwhile.ts'
import { orHidden } from './or-hidden.ts'
import type { ScanTools } from './scan-tools.ts'
import { tokenDetails } from './token-details.ts'

export type { LiveBundle } from './live-bundle.ts'
export type { ScanTools } from './scan-tools.ts'

export interface Scan {
  readonly inventory: Inventory
  readonly live: readonly LiveBundle[]
}

/** What need not be asked again: the last answer stands. */
export interface ScanWithout {
  readonly namespaces?: true
}

const width = 6

const listedOn = async (tools: ScanTools, network: Network): Promise<readonly InventoryNamespace[]> =>
  (await tools.edgeKv.listNamespaces(network)).map((namespace) => ({ ...namespace, network }))

/** Namespaces with their groups, for advice alone: where Akamai will not tell them, the last answer stands. */
const namespacesOf = async (
  tools: ScanTools,
  previous: Inventory | undefined,
  without: ScanWithout,
): Promise<readonly InventoryNamespace[] | undefined> => {
  if (without.namespaces === true) return previous?.namespaces
  try {
    return (await inParallel(networks, 1, (network) => listedOn(tools, network))).flat()
  } catch (error) {
    if (outsideFailureOf(error)?.system !== 'akamai') throw error
    return previous?.namespaces
  }
}

/** Its versions, counted again when something else is active: a new version means an upload. */
const counted = async (
  tools: ScanTools,
  edgeWorker: InventoryEdgeWorker,
  known: InventoryEdgeWorker | undefined,
): Promise<InventoryEdgeWorker> => {
  const isKnown = networks.every((network) => known?.active[network] === edgeWorker.active[network])
  const versions =
    (isKnown ? known?.versions : undefined) ?? (await orHidden(tools.edgeWorkers.listVersions(edgeWorker.id)))?.length
  return versions === undefined ? edgeWorker : { ...edgeWorker, versions }
}

/** What one EdgeWorker runs; `isHidden`: this API client sees it, and may not see that. */
interface Looked {
  readonly edgeWorker: InventoryEdgeWorker
  readonly live: readonly LiveBundle[]
  readonly isHidden: boolean
}

const lookAt = async (
  tools: ScanTools,
  account: string,
  one: EdgeWorker,
  previous: Inventory | undefined,
  known: InventoryEdgeWorker | undefined,
): Promise<Looked> => {
  const live = await orHidden(liveBundles(tools, account, one, previous))
  const edgeWorker = edgeWorkerOf(one, live ?? [])
  if (live === undefined) return { edgeWorker, live: [], isHidden: true }
  return { edgeWorker: await counted(tools, edgeWorker, known), live, isHidden: false }
}

const hiddenOf = ({ isHidden, edgeWorker }: Looked): readonly Unread[] =>
  isHidden ? networks.map((network) => ({ edgeWorkerId: edgeWorker.id, network, version: 'unknown' })) : []

const errorOf = ({ isHidden, edgeWorker }: Looked): readonly string[] =>
  isHidden
    ? [`EdgeWorker ${edgeWorker.id}: this API client may not see what it runs (its access group lacks a grant).`]
    : []

/**
 * Reads one account: tokens with their scopes, EdgeWorkers, what is live where and what it holds. What a previous scan
 * (`known`, which may still be on its way) knows and has not changed is not asked again. A token whose detail Akamai will
 * not give, and an EdgeWorker that this API client may not look into, are errors in the result; a quota that is used up
 * ends the scan.
 */
export const scan = async (
  tools: ScanTools,
  account: string,
  known: Inventory | undefined | Promise<Inventory | undefined>,
  without: ScanWithout = {},
): Promise<Scan> => {
  const scannedAt = tools.now()
  const listing = meanwhile(tools.edgeWorkers.listEdgeWorkers())
  const last = meanwhile(Promise.resolve(known))
  const details = await tokenDetails(tools, last)
  const [previous, edgeWorkers] = [await last, await listing]
  const before = new Map(previous?.edgeWorkers.map((one) => [one.id, one]))
  const byId = await inParallel(edgeWorkers, width, (one) => lookAt(tools, account, one, previous, before.get(one.id)))
  const namespaces = await namespacesOf(tools, previous, without)
  const live = byId.flatMap((each) => each.live)
  const inventory: Inventory = {
    account,
    scannedAt,
    ...details,
    errors: [...details.errors, ...byId.flatMap(errorOf)],
    edgeWorkers: byId.map((each) => each.edgeWorker),
    usages: live.flatMap(usagesOf),
    problems: live.flatMap(problemsOf),
    unread: [...live.flatMap(unreadOf), ...byId.flatMap(hiddenOf)],
    parents: live.flatMap(parentOf),
    ...(namespaces === undefined ? {} : { namespaces }),
  }
  return { inventory, live }
}

/** The token list alone, in one call: details of rows that changed, and the usages as the last scan saw them. */
export const refreshTokens = async (tools: ScanTools, previous: Inventory): Promise<Inventory> => {
  const { errors, ...details } = await tokenDetails(tools, previous)
  const others = previous.errors.filter((error) => error.startsWith('EdgeWorker '))
  return { ...previous, ...details, errors: [...errors, ...others] }
}
