import { readFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import type { FileConfig } from '../config/config.ts'
import { problemSentence } from '../config/config-problem.ts'
import { type ConfigParts, readParts } from '../config/read-parts.ts'
import { csvLine } from '../core/audit/csv-line.ts'
import type { Finding } from '../core/inventory/findings/finding.ts'
import type { Inventory } from '../core/inventory/inventory.ts'
import { failure } from './failure.ts'
import { type InventoriesRead, lastSeen, scanNow } from './list/read-inventories.ts'
import { rowsOf, type TokenRow } from './list/token-row.ts'
import { printLine } from './print-line.ts'
import { usageProblem } from './usage.ts'

const usage = 'list [--csv | --json] [--account A] [--stored]'

const options = {
  csv: { type: 'boolean' },
  json: { type: 'boolean' },
  account: { type: 'string' },
  stored: { type: 'boolean' },
} as const

const columns = [
  'account',
  'token',
  'owner',
  'generation',
  'expiry',
  'days_left',
  'expired',
  'networks',
  'namespaces',
  'locked_to',
  'used_by',
  'uuid',
  'findings',
] as const

const csvOf = (row: TokenRow): string =>
  csvLine([
    row.account,
    row.token,
    row.owner,
    row.generation,
    row.expiry ?? '',
    row.daysLeft === null ? '' : String(row.daysLeft),
    String(row.expired),
    row.networks.join(' '),
    row.namespaces.join(' '),
    row.lockedTo.join(' '),
    row.usedBy.join('; '),
    row.uuid,
    row.findings.map(({ severity, code, sentence }) => `${severity} ${code}: ${sentence}`).join(' '),
  ])

const whenOf = ({ expired, daysLeft, generation }: TokenRow): string => {
  if (expired) return 'expired'
  return daysLeft === null ? generation : `${daysLeft} days left`
}

const lineOf = (row: TokenRow): string =>
  [
    `${row.account}/${row.token}  ${whenOf(row)}  ${row.owner}  ${row.networks.join('+').toLowerCase()}  ${row.namespaces.join(' ')}`,
    ...row.findings.map(({ severity, sentence }) => `    ${severity}: ${sentence}`),
  ].join('\n')

type Seen = ReturnType<typeof rowsOf>

const print = async (all: readonly Seen[], { csv, json }: { csv?: boolean; json?: boolean }): Promise<void> => {
  const rows = all.flatMap((one) => one.rows)
  const about: readonly Finding[] = all.flatMap((one) => one.ofAccount)
  if (json === true) return printLine(JSON.stringify({ tokens: rows, findings: about }))
  if (csv === true) await printLine(columns.join(','))
  for (const row of rows) await printLine(csv === true ? csvOf(row) : lineOf(row))
  if (csv === true) return
  for (const { severity, sentence } of about) await printLine(`${severity}: ${sentence}`)
  await printLine(`${rows.length} token(s).`)
}

const listed = async (config: FileConfig, inventories: readonly Inventory[], shown: Parameters<typeof print>[1]) => {
  const now = Date.now()
  await print(
    inventories.map((inventory) => rowsOf(inventory, config, now)),
    shown,
  )
  return 0
}

/** Redis is needed for what is stored there alone, Akamai for a look at it; chat never. */
const read = async (parts: ConfigParts, file: FileConfig, stored: boolean): Promise<InventoriesRead> => {
  const { redis, akamai, outgoing } = parts
  if (stored && redis !== undefined) return lastSeen(file.accounts, redis)
  if (!stored && akamai !== undefined && outgoing !== undefined) return scanNow({ ...file, akamai, outgoing })
  const wrong = parts.problemsOf(...(stored ? (['redis'] as const) : (['akamai', 'outgoing'] as const)))
  return { problems: ['Please correct:', ...wrong.map((one) => `  ${problemSentence(one)}`)] }
}

/** `list`: tokens, scopes, owners and findings, from Akamai or (`--stored`) as the bot saw them last. 0 done, 1 not, 2 wrong usage. */
export const list = async (args: string[]): Promise<number> => {
  const { values } = parseArgs({ args, options })
  if (values.csv === true && values.json === true) return usageProblem('--csv or --json, not both.', usage)
  const parts = readParts({ env: process.env, readFile: (path) => readFileSync(path) })
  const { file } = parts
  if (file === undefined)
    return failure('Please correct:', ...parts.problemsOf('file').map((one) => `  ${problemSentence(one)}`))
  const accounts = file.accounts.filter(({ name }) => values.account === undefined || name === values.account)
  if (accounts.length === 0) {
    const names = file.accounts.map(({ name }) => name).join(', ')
    return failure(`There is no account ${values.account}. There are: ${names}.`)
  }
  const seen = await read(parts, { ...file, accounts }, values.stored === true)
  return 'problems' in seen ? failure(...seen.problems) : listed({ ...file, accounts }, seen.inventories, values)
}
