import { readFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import type { FileConfig } from '../config/config.ts'
import { problemSentence } from '../config/config-problem.ts'
import { parseMoment } from '../config/parse-moment.ts'
import { readConfigFile } from '../config/read-config-file.ts'
import { warningSettings } from '../core/warning/settings-of.ts'
import { type SimulatedWarning, simulateWarnings } from '../core/warning/simulate-warnings.ts'
import { watchedOf } from '../core/warning/watched-of.ts'
import { readFileUpTo } from './bundle/read-file.ts'
import { failure } from './failure.ts'
import { inventoriesOf, readTokens } from './simulate/tokens-file.ts'
import { usageProblem } from './usage.ts'

const usage = 'simulate --config F --tokens F.json --from DATE --days N [--json]'
const mostDays = 36_600

interface Asked {
  readonly config: string
  readonly tokens: string
  readonly from: number
  readonly days: number
  readonly json: boolean
}

const options = {
  config: { type: 'string' },
  tokens: { type: 'string' },
  from: { type: 'string' },
  days: { type: 'string' },
  json: { type: 'boolean' },
} as const

/** What the line asks for, or what is wrong with it. */
const readArgs = (args: string[]): Asked | string => {
  const { values } = parseArgs({ args, options })
  const config = values.config ?? process.env['EDGEKV_CHATOPS_CONFIG']
  if (config === undefined) return 'Which configuration? --config FILE.'
  if (values.tokens === undefined) return 'Which tokens? --tokens FILE.json.'
  const from = /^\d{4}-\d\d-\d\d$/.test(values.from ?? '') ? parseMoment(values.from ?? '', 'start') : undefined
  if (from === undefined) return 'Name the first day, such as --from 2026-01-31.'
  const days = /^\d{1,5}$/.test(values.days ?? '') ? Number(values.days) : 0
  if (days < 1 || days > mostDays) return `Name how many days, from --days 1 to --days ${mostDays}.`
  return { config, tokens: values.tokens, from, days, json: values.json === true }
}

const lineOf = ({ at, account, token, threshold, kind, destinations, mentions }: SimulatedWarning): string => {
  const what = threshold === null ? kind : `${kind} ${threshold}`
  const who = mentions.length === 0 ? '' : `, mentions ${mentions.join(' ')}`
  return `${at}  ${account}/${token}  ${what}  → ${destinations.join(' ')}${who}`
}

const print = (rows: readonly SimulatedWarning[], json: boolean): void => {
  if (json) process.stdout.write(`${JSON.stringify(rows)}\n`)
  else process.stdout.write(`${[...rows.map(lineOf), `${rows.length} warning(s).`].join('\n')}\n`)
}

/** A hundred thousand tokens are half of it. */
const mostBytes = 100_000_000

/** Every warning, driven by the code that watches. The pager is taken to be there. */
const rowsOf = (
  config: FileConfig,
  inventories: ReturnType<typeof inventoriesOf>,
  { from, days }: Asked,
): readonly SimulatedWarning[] =>
  simulateWarnings({ watched: inventories.flatMap(watchedOf), settings: warningSettings(config, [], true), from, days })

/** `simulate`: every warning that would be sent, when and where. 0 done, 1 a file is wrong, 2 wrong usage. */
export const simulate = async (args: string[]): Promise<number> => {
  const asked = readArgs(args)
  if (typeof asked === 'string') return usageProblem(asked, usage)
  const config = readConfigFile(asked.config, (path) => readFileSync(path))
  if (!config.ok) return failure(...config.problems.map(problemSentence))
  const file = await readFileUpTo(asked.tokens, mostBytes)
  if (!file.ok) return failure(file.sentence)
  const accounts = config.file.accounts.map(({ name }) => name)
  const tokens = readTokens(new TextDecoder().decode(file.bytes), accounts)
  if (!tokens.ok) return failure(...tokens.problems.slice(0, 50).map((one) => `${asked.tokens}: ${one}`))
  print(rowsOf(config.file, inventoriesOf(tokens.rows, accounts[0] ?? ''), asked), asked.json)
  return 0
}
