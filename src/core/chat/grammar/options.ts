import type { OptionValue } from './command.ts'
import { readDate } from './read-date.ts'
import { readDuration, readDurations } from './read-duration.ts'
import { readIds } from './read-ids.ts'
import { readNamespaces } from './read-namespaces.ts'
import { readAccount, readAllow, readName, readText } from './read-simple.ts'
import type { Read } from './read-value.ts'

/**
 * `flag` takes no value, `words` takes all words up to the next option, `list` may be given twice or with spaces, `time`
 * takes what may be two words (`30 days`).
 */
export interface OptionSpec {
  readonly takes: 'flag' | 'value' | 'words' | 'list' | 'time'
  readonly read: (text: string) => Read<OptionValue>
}

const value = (read: OptionSpec['read']): OptionSpec => ({ takes: 'value', read })
const list = (read: OptionSpec['read']): OptionSpec => ({ takes: 'list', read })
const time: OptionSpec = { takes: 'time', read: readDuration }
const flag: OptionSpec = { takes: 'flag', read: () => ({ ok: true, value: true }) }

/** Every option of every verb under its long name: ours, and those of Akamai's own command line for tokens. */
export const options = {
  account: value(readAccount),
  staging: value(readAllow),
  production: value(readAllow),
  namespace: list(readNamespaces),
  ewids: list(readIds),
  expiry: value(readDate),
  reason: { takes: 'words', read: readText },
  replace: flag,
  refresh: flag,
  compromised: flag,
  pair: flag,
  expiring: time,
  owner: value(readName),
  all: flag,
  thresholds: list(readDurations),
  since: time,
  save_path: value(readName),
  overwrite: flag,
  'include-expired': flag,
} as const satisfies Readonly<Record<string, OptionSpec>>

export type OptionName = keyof typeof options

export const optionNames = Object.keys(options) as readonly OptionName[]

const aliases: Readonly<Record<string, OptionName>> = {
  'save-path': 'save_path',
  savepath: 'save_path',
  o: 'overwrite',
  include_expired: 'include-expired',
  incl_expired: 'include-expired',
  'incl-expired': 'include-expired',
  namespaces: 'namespace',
  ewid: 'ewids',
  prod: 'production',
  leaked: 'compromised',
}

const isOption = (name: string): name is OptionName => Object.hasOwn(options, name)

/** The option of that name or spelling, or undefined. */
export const optionNamed = (name: string): OptionName | undefined => {
  const lower = name.toLowerCase()
  if (isOption(lower)) return lower
  return Object.hasOwn(aliases, lower) ? aliases[lower] : undefined
}

/** `path` takes a value where the next word looks like a file. */
export type ToolOption = 'flag' | 'value' | 'path'

/**
 * Options with which Akamai's tool is told how to run on one's own machine, and with whose credentials: without meaning
 * here. An account is never guessed from them: a name in two accounts is asked about, and every plan names its account.
 */
const toolOptions: Readonly<Record<string, ToolOption>> = {
  edgerc: 'value',
  section: 'value',
  configsection: 'value',
  accountkey: 'value',
  'account-key': 'value',
  timeout: 'value',
  debug: 'flag',
  json: 'path',
  jsonout: 'flag',
}

/** Whether such an option takes a value; undefined for any other. */
export const toolOptionNamed = (name: string): ToolOption | undefined =>
  Object.hasOwn(toolOptions, name.toLowerCase()) ? toolOptions[name.toLowerCase()] : undefined

/** Whether an option of Akamai's tool has the word after it for its value. */
export const takesNext = (takes: ToolOption, next: string): boolean =>
  takes === 'value' || (takes === 'path' && /[./\\]/.test(next))
