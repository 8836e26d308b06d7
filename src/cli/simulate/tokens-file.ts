import { z } from 'zod'
import type { Inventory, InventoryToken, Usage } from '../../core/inventory/inventory.ts'
import { type Network, networks } from '../../core/token/network.ts'

const date = z.string().refine((text) => {
  const ms = Date.parse(`${text}T00:00:00Z`)
  return /^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(ms) && new Date(ms).toISOString().startsWith(text)
}, 'a date such as 2026-12-31')

const word = z.string().min(1).max(200)
const namespaces = z.union([z.array(word), z.record(word, z.unknown()).transform((all) => Object.keys(all))])
/** Akamai leaves out, or sends null for, what a token of the older generation does not have. */
const maybe = <T extends z.ZodType>(type: T) => type.nullish().transform((value) => value ?? undefined)

const row = z.object({
  account: maybe(word),
  name: word,
  uuid: word,
  expiry: date,
  namespaces: maybe(namespaces),
  usages: maybe(z.array(z.object({ network: z.enum(networks) })).max(10_000)),
  issueDate: maybe(date),
  latestRefreshDate: maybe(date),
  nextScheduledRefreshDate: maybe(date),
  tokenActivationStatus: maybe(word),
})
type Row = z.infer<typeof row>

const file = z.array(row).max(100_000)

export type TokensRead =
  | { readonly ok: true; readonly rows: readonly Row[] }
  | { readonly ok: false; readonly problems: readonly string[] }

const whereOf = (path: readonly PropertyKey[]): string =>
  path.map((part) => (typeof part === 'number' ? `[${part}]` : `.${String(part)}`)).join('') || 'the file'

/** Reads the tokens of a simulation. Every problem at once, as sentences. */
export const readTokens = (text: string): TokensRead => {
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    return { ok: false, problems: ['the file is no JSON'] }
  }
  const parsed = file.safeParse(value)
  if (parsed.success) return { ok: true, rows: parsed.data }
  return { ok: false, problems: parsed.error.issues.map(({ path, message }) => `${whereOf(path)}: ${message}`) }
}

const tokenOf = (one: Row): InventoryToken => ({
  name: one.name,
  uuid: one.uuid,
  expiry: one.expiry,
  ...(one.issueDate === undefined ? {} : { issueDate: one.issueDate }),
  ...(one.latestRefreshDate === undefined ? {} : { latestRefreshDate: one.latestRefreshDate }),
  ...(one.nextScheduledRefreshDate === undefined ? {} : { nextScheduledRefreshDate: one.nextScheduledRefreshDate }),
  ...(one.tokenActivationStatus === undefined ? {} : { activationStatus: one.tokenActivationStatus }),
  scope: {
    namespaces: Object.fromEntries((one.namespaces ?? []).map((name) => [name, []])),
    networks: [],
    edgeWorkerIds: [],
  },
  expired: false,
})

const usageOf =
  ({ name, uuid, namespaces: all }: Row) =>
  (network: Network): Usage => ({
    edgeWorkerId: '',
    network,
    version: '',
    checksum: '',
    path: '',
    key: '',
    namespace: all?.[0] ?? '',
    tokenName: name,
    kind: 'reference',
    uuid,
  })

/** Without a list of usages a token counts as used on production. */
const networksOf = ({ usages }: Row): readonly Network[] => usages?.map(({ network }) => network) ?? ['PRODUCTION']

/** One inventory per account, as a scan would have found it. `firstAccount`: whose the tokens are that name none. */
export const inventoriesOf = (rows: readonly Row[], firstAccount: string): readonly Inventory[] =>
  [...Map.groupBy(rows, (one) => one.account ?? firstAccount)].map(([account, all]) => ({
    account,
    scannedAt: 0,
    tokens: all.map(tokenOf),
    edgeWorkers: [],
    usages: all.flatMap((one) => networksOf(one).map(usageOf(one))),
    problems: [],
    errors: [],
    history: [],
  }))
