import { entriesWith } from '../../inventory/credential.ts'
import { inParallel } from '../../inventory/in-parallel.ts'
import type { InventoryToken } from '../../inventory/inventory.ts'
import { readContents } from '../../inventory/read-contents.ts'
import { type LiveBundle, type Scan, scan } from '../../inventory/scan.ts'
import { credentialOf } from '../../plan/bind-rotation.ts'
import { readBundles } from '../../plan/plan-facts.ts'
import type { PlanTools } from '../../plan/plan-tools.ts'
import type { ActionRecord } from '../../request/record.ts'
import { rootOf } from '../../token/token-name.ts'
import type { LivePlace, LostRotation } from './lost-rotation.ts'
import { knownMarks, markIn } from './marks.ts'

const recentRecords = 10_000

interface Trace {
  readonly edgeWorkerId: string
  readonly version: string
  readonly mark: string
}

const place = ({ activation: { edgeWorkerId, network, version } }: LiveBundle): LivePlace => ({
  edgeWorkerId,
  network,
  version,
})

const knownRecords = async (tools: PlanTools, account: string): Promise<readonly ActionRecord[]> => [
  ...(await tools.records.recent(account, recentRecords)),
  ...(await tools.records.open()),
]

/** Every version that carries a mark which no record knows. */
const tracesIn = async (tools: PlanTools, account: string, seen: Scan): Promise<readonly Trace[]> => {
  const isKnown = knownMarks(await knownRecords(tools, account))
  const lists = await inParallel(seen.inventory.edgeWorkers, 6, async ({ id }) => {
    const versions = await tools.edgeWorkers.listVersions(id)
    return versions.flatMap(({ version }) => {
      const mark = markIn(version)
      return mark === undefined || isKnown(mark) ? [] : [{ edgeWorkerId: id, version, mark }]
    })
  })
  return lists.flat()
}

const numberOf = (name: string): number => Number(/_r(\d+)$/.exec(name)?.[1] ?? 1)

/** The living token that a marked version was made for. */
const replacementIn = async (
  tools: PlanTools,
  account: string,
  seen: Scan,
  trace: Trace,
): Promise<InventoryToken | undefined> => {
  const contents = await readContents(tools, account, trace.edgeWorkerId, trace.version)
  if (contents === undefined) return undefined
  return seen.inventory.tokens.find(
    (token) => !token.expired && numberOf(token.name) > 1 && entriesWith(contents, credentialOf(token)).length > 0,
  )
}

/** The token that it replaces: of the same lineage, the next lower number. */
const predecessorOf = (seen: Scan, made: InventoryToken): InventoryToken | undefined =>
  seen.inventory.tokens
    .filter((token) => rootOf(token.name) === rootOf(made.name) && numberOf(token.name) < numberOf(made.name))
    .toSorted((a, b) => numberOf(b.name) - numberOf(a.name))[0]

const lostOf = (account: string, seen: Scan, mark: string, made: InventoryToken): LostRotation | undefined => {
  const old = predecessorOf(seen, made)
  if (old === undefined) return undefined
  const users = readBundles(seen).filter(({ contents }) => entriesWith(contents, credentialOf(old)).length > 0)
  if (old.expired && users.length === 0) return undefined
  const deployed = seen.live.filter(({ activation }) => markIn(activation.version) === mark)
  return {
    account,
    mark,
    old: old.name,
    replacement: made.name,
    deployed: deployed.map(place),
    left: users.map(place),
  }
}

/**
 * After a loss of Redis: the unfinished rotations that no record knows, read off version strings and token names at
 * Akamai. What has an end (its old token revoked, or its new one) is not lost. Throws an `OutsideFailure`.
 */
export const findLost = async (tools: PlanTools, account: string): Promise<readonly LostRotation[]> => {
  const seen = await scan(tools, account, await tools.inventories.load(account))
  const byMark = Map.groupBy(await tracesIn(tools, account, seen), (trace) => trace.mark)
  const lost = await inParallel([...byMark], 4, async ([mark, traces]) => {
    const made = await inParallel(traces, 1, (trace) => replacementIn(tools, account, seen, trace))
    const replacement = made.find((token) => token !== undefined)
    return replacement === undefined ? undefined : lostOf(account, seen, mark, replacement)
  })
  return lost.filter((one) => one !== undefined)
}
