import { outsideFailureOf } from '../token/outside-failure-of.ts'
import { generationOf, type TokenRow } from '../token/token.ts'
import { deathOf } from '../token/token-dates.ts'
import { inParallel } from './in-parallel.ts'
import type { Inventory, InventoryToken } from './inventory.ts'
import { meanwhile } from './meanwhile.ts'
import type { ScanTools } from './scan-tools.ts'

const width = 6

const sameRow = (a: TokenRow, b: TokenRow): boolean =>
  a.uuid === b.uuid &&
  a.expiry === b.expiry &&
  a.issueDate === b.issueDate &&
  a.latestRefreshDate === b.latestRefreshDate &&
  a.nextScheduledRefreshDate === b.nextScheduledRefreshDate &&
  a.activationStatus === b.activationStatus

const isDead = (row: TokenRow, now: number): boolean => generationOf(row) === 'expiring' && deathOf(row.expiry) <= now

/** What is known of an unchanged row for ever; a dead one cannot be asked about any more. */
const settledOf = (row: TokenRow, known: InventoryToken | undefined, now: number): InventoryToken | undefined => {
  if (known === undefined || !sameRow(row, known)) return undefined
  if (known.expired) return known
  if (known.scope === undefined) return undefined
  return isDead(row, now) ? { ...known, expired: true } : known
}

/** A listed token with its scope; asked again only when its row changed. */
const detailOf = async (
  tools: ScanTools,
  row: TokenRow,
  known: InventoryToken | undefined,
): Promise<InventoryToken> => {
  const settled = settledOf(row, known, tools.now())
  if (settled !== undefined) return settled
  const lookup = await tools.edgeKv.getToken(row.name)
  if (lookup.kind === 'found' && lookup.token.uuid === row.uuid) return { ...row, ...lookup.token, expired: false }
  return { ...(known?.uuid === row.uuid ? known : {}), ...row, expired: lookup.kind !== 'found' }
}

/** Names seen before and gone now: their numbers are not used again. */
const historyOf = (rows: readonly TokenRow[], previous: Inventory | undefined): readonly string[] => {
  const seen = [...(previous?.history ?? []), ...(previous?.tokens ?? []).map((token) => token.name)]
  const listed = new Set(rows.map((row) => row.name))
  return [...new Set(seen)].filter((name) => !listed.has(name)).slice(-500)
}

/** Details are kept each time that many were asked for, so that a scan that breaks off goes on where it was. */
const keptEvery = 500
/** So many failures on end are no matter of single tokens: the scan gives up, and goes on later. */
const mostFailures = 20

/** Keeps what was asked for, part by part. */
const keeper = ({ unfinished }: ScanTools): ((token: InventoryToken) => Promise<void>) => {
  let asked: InventoryToken[] = []
  return async (token) => {
    asked.push(token)
    if (unfinished === undefined || asked.length < keptEvery) return
    const kept = asked
    asked = []
    await unfinished.add(kept)
  }
}

/** Failures of single tokens, told beside the rest; throws what ends the scan: quotas, and failures on end. */
class Failures {
  readonly errors: string[] = []
  #onEnd = 0

  passed(): void {
    this.#onEnd = 0
  }

  failed(name: string, error: unknown): void {
    const failure = outsideFailureOf(error)
    this.#onEnd += 1
    if (failure?.system !== 'akamai' || failure.status === 429 || this.#onEnd >= mostFailures) throw error
    this.errors.push(`${name}: ${failure.message}`)
  }
}

/** The tokens of an account as listed now, with their scopes; a detail that Akamai will not give is an error. */
export const tokenDetails = async (
  tools: ScanTools,
  last: Inventory | undefined | Promise<Inventory | undefined>,
): Promise<Pick<Inventory, 'tokens' | 'errors' | 'history' | 'listedAt'>> => {
  const listedAt = tools.now()
  const begun = meanwhile(tools.unfinished?.load() ?? Promise.resolve([]))
  const rows = await tools.edgeKv.listTokens()
  const previous = await last
  const known = new Map([...(previous?.tokens ?? []), ...(await begun)].map((token) => [token.name, token]))
  const keep = keeper(tools)
  const failures = new Failures()
  const tokens = await inParallel(rows, width, async (row) => {
    const before = known.get(row.name)
    try {
      const token = await detailOf(tools, row, before)
      failures.passed()
      if (token !== before) await keep(token)
      return token
    } catch (error) {
      failures.failed(row.name, error)
      return { ...(before?.uuid === row.uuid ? before : {}), ...row, expired: isDead(row, tools.now()) }
    }
  })
  return { tokens, errors: failures.errors, history: historyOf(rows, previous), listedAt }
}
