import { z } from 'zod'
import type { Inventory, InventoryToken, Usage } from '../../core/inventory/inventory.ts'
import { type Network, networks } from '../../core/token/network.ts'

const date = z.string('a date such as 2026-12-31').refine((text) => {
  const ms = Date.parse(`${text}T00:00:00Z`)
  return /^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(ms) && new Date(ms).toISOString().startsWith(text)
}, 'a date such as 2026-12-31')

const word = z
  .string('a text of 1 to 200 characters')
  .min(1, 'a text of 1 to 200 characters')
  .max(200, 'a text of 1 to 200 characters')
const namespaces = z.union(
  [z.array(word), z.record(word, z.unknown()).transform((all) => Object.keys(all))],
  'a list of names, or a mapping by name',
)
const usage = z.object({ network: z.enum(networks, 'STAGING or PRODUCTION') }, 'a mapping with network')
/** Akamai leaves out, or sends null for, what a token of the older generation does not have. */
const maybe = <T extends z.ZodType>(type: T) => type.nullish().transform((value) => value ?? undefined)

const row = z.object(
  {
    account: maybe(word),
    name: word,
    uuid: word,
    expiry: date,
    namespaces: maybe(namespaces),
    usages: maybe(z.array(usage, 'a list such as [{"network": "PRODUCTION"}]').max(10_000, 'at most 10000 usages')),
    issueDate: maybe(date),
    latestRefreshDate: maybe(date),
    nextScheduledRefreshDate: maybe(date),
    tokenActivationStatus: maybe(word),
  },
  'a mapping with name, uuid and expiry',
)
type Row = z.infer<typeof row>

const file = z.array(row, 'a list of tokens').max(100_000, 'at most 100000 tokens')

export type TokensRead =
  | { readonly ok: true; readonly rows: readonly Row[] }
  | { readonly ok: false; readonly problems: readonly string[] }

const whereOf = (path: readonly PropertyKey[]): string =>
  path.map((part) => (typeof part === 'number' ? `[${part}]` : `.${String(part)}`)).join('') || 'the file'

/** What no row is wrong about by itself. `accounts`: the configured ones; the first is meant where a row names none. */
const problemsIn = (rows: readonly Row[], accounts: readonly string[]): readonly string[] => {
  const seen = new Map<string, number>()
  return rows.flatMap(({ account = accounts[0] ?? '', uuid }, index) => {
    if (!accounts.includes(account)) return [`[${index}].account: one of the configuration's (${accounts.join(', ')})`]
    const key = JSON.stringify([account, uuid])
    const before = seen.get(key)
    seen.set(key, before ?? index)
    return before === undefined ? [] : [`[${index}].uuid: another than that of [${before}]`]
  })
}

/** Reads the tokens of a simulation. Every problem at once: where it is, and what is expected there. */
export const readTokens = (text: string, accounts: readonly string[]): TokensRead => {
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    return { ok: false, problems: ['the file is no JSON'] }
  }
  const parsed = file.safeParse(value)
  if (parsed.success) {
    const problems = problemsIn(parsed.data, accounts)
    return problems.length === 0 ? { ok: true, rows: parsed.data } : { ok: false, problems }
  }
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
