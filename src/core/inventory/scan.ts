import type { EdgeKv } from '../ports/edge-kv.ts'
import type { Activation, EdgeWorker } from '../ports/edge-workers.ts'
import { outsideFailureOf } from '../token/outside-failure-of.ts'
import type { TokenRow } from '../token/token.ts'
import type { BundleContents } from './bundle-contents.ts'
import { inParallel } from './in-parallel.ts'
import type { BundleProblem, Inventory, InventoryEdgeWorker, InventoryToken, Usage } from './inventory.ts'
import { type ReadingTools, readContents } from './read-contents.ts'

export interface ScanTools extends ReadingTools {
  readonly edgeKv: EdgeKv
  now(): number
}

/** One live version with what its bundle holds; `contents` undefined: it cannot be read. */
export interface LiveBundle {
  readonly activation: Activation
  readonly contents?: BundleContents
}

export interface Scan {
  readonly inventory: Inventory
  readonly live: readonly LiveBundle[]
}

const width = 6

const sameRow = (a: TokenRow, b: TokenRow): boolean =>
  a.uuid === b.uuid &&
  a.expiry === b.expiry &&
  a.issueDate === b.issueDate &&
  a.latestRefreshDate === b.latestRefreshDate &&
  a.nextScheduledRefreshDate === b.nextScheduledRefreshDate &&
  a.activationStatus === b.activationStatus

/** A listed token with its scope; asked again only when its row changed. */
const detailOf = async (
  tools: ScanTools,
  row: TokenRow,
  known: InventoryToken | undefined,
): Promise<InventoryToken> => {
  if (known !== undefined && sameRow(row, known) && known.scope !== undefined && !known.expired) return known
  const lookup = await tools.edgeKv.getToken(row.name)
  if (lookup.kind === 'found' && lookup.token.uuid === row.uuid) return { ...row, ...lookup.token, expired: false }
  return { ...(known?.uuid === row.uuid ? known : {}), ...row, expired: lookup.kind !== 'found' }
}

const liveOf = async (tools: ScanTools, account: string, edgeWorker: EdgeWorker): Promise<readonly LiveBundle[]> => {
  const activations = await tools.edgeWorkers.activeActivations(edgeWorker.id)
  return inParallel(activations, 1, async (activation) => {
    const contents = await readContents(tools, account, edgeWorker.id, activation.version)
    return contents === undefined ? { activation } : { activation, contents }
  })
}

const usagesOf = ({ activation, contents }: LiveBundle): readonly Usage[] =>
  (contents?.entries ?? []).map(({ line: _line, name, ...entry }) => ({
    ...entry,
    edgeWorkerId: activation.edgeWorkerId,
    network: activation.network,
    version: activation.version,
    checksum: contents?.sha256 ?? '',
    tokenName: name,
  }))

const problemsOf = ({ activation, contents }: LiveBundle): readonly BundleProblem[] => {
  const where = { edgeWorkerId: activation.edgeWorkerId, version: activation.version, network: activation.network }
  if (contents === undefined) return [{ ...where, code: 'unreadable-bundle', message: 'The bundle cannot be read.' }]
  return contents.problems.map(({ code, path, line, message }) => ({
    ...where,
    code,
    message: `${path}:${line} ${message}`,
  }))
}

const edgeWorkerOf = (edgeWorker: EdgeWorker, live: readonly LiveBundle[]): InventoryEdgeWorker => ({
  ...edgeWorker,
  active: Object.fromEntries(
    live
      .filter(({ activation }) => activation.edgeWorkerId === edgeWorker.id)
      .map(({ activation }) => [activation.network, activation.version]),
  ),
})

/** Names seen before and gone now: their numbers are not used again. */
const historyOf = (rows: readonly TokenRow[], previous: Inventory | undefined): readonly string[] => {
  const seen = [...(previous?.history ?? []), ...(previous?.tokens ?? []).map((token) => token.name)]
  const listed = new Set(rows.map((row) => row.name))
  return [...new Set(seen)].filter((name) => !listed.has(name)).slice(-500)
}

/**
 * Reads one account: tokens with their scopes, EdgeWorkers, what is live where and what it holds. What a previous scan
 * knows and has not changed is not asked again; a token whose detail Akamai will not give is an error in the result.
 */
export const scan = async (tools: ScanTools, account: string, previous: Inventory | undefined): Promise<Scan> => {
  const errors: string[] = []
  const scannedAt = tools.now()
  const rows = await tools.edgeKv.listTokens()
  const known = new Map(previous?.tokens.map((token) => [token.name, token]))
  const tokens = await inParallel(rows, width, (row) =>
    detailOf(tools, row, known.get(row.name)).catch((error: unknown) => {
      const failure = outsideFailureOf(error)
      if (failure === undefined || failure.system !== 'akamai') throw error
      errors.push(`${row.name}: ${failure.message}`)
      return { ...row, expired: false }
    }),
  )
  const edgeWorkers = await tools.edgeWorkers.listEdgeWorkers()
  const live = (await inParallel(edgeWorkers, width, (one) => liveOf(tools, account, one))).flat()
  const inventory: Inventory = {
    account,
    scannedAt,
    tokens,
    edgeWorkers: edgeWorkers.map((one) => edgeWorkerOf(one, live)),
    usages: live.flatMap(usagesOf),
    problems: live.flatMap(problemsOf),
    errors,
    history: historyOf(rows, previous),
  }
  return { inventory, live }
}
