import { parseArgs } from 'node:util'
import { type InspectedEntry, type Inspection, inspectBundle } from '../core/bundle/inspect-bundle.ts'
import { problemLines } from './bundle/problem-lines.ts'
import { readFileUpTo } from './bundle/read-file.ts'
import { bundleSettingsOf } from './bundle/settings-of.ts'
import { failure } from './failure.ts'
import { usageProblem } from './usage.ts'

const usage = 'bundle inspect FILE [--config FILE] [--json]'

const timeOf = ({ expiresAt }: InspectedEntry): { readonly expiresAt?: string } =>
  expiresAt === undefined ? {} : { expiresAt: new Date(expiresAt).toISOString() }

const entryJson = (entry: InspectedEntry): object => {
  const { key, namespace, name, kind, uuid, line } = entry
  return { key, namespace, name, kind, ...(uuid === undefined ? {} : { uuid }), ...timeOf(entry), line }
}

/** What `--json` prints; stable. A bundle that is refused has problems only. */
const asJson = (inspection: Inspection): object => {
  if (!inspection.ok) return { tokenFiles: [], problems: inspection.problems }
  const { version, helper, tokenFiles, problems } = inspection
  const shown = helper && { path: helper.path, version: helper.version, references: helper.references }
  const files = tokenFiles.map(({ path, entries }) => ({ path, entries: entries.map(entryJson) }))
  return { version, helper: shown, tokenFiles: files, problems }
}

const entryLine = (entry: InspectedEntry): string => {
  const expiry = timeOf(entry).expiresAt
  const credential = entry.uuid === undefined ? entry.kind : `${entry.kind} ${entry.uuid}`
  return `  ${entry.line}: ${entry.key}  ${entry.name}  ${credential}${expiry === undefined ? '' : `, expires ${expiry}`}\n`
}

const asText = (inspection: Inspection): string => {
  if (!inspection.ok) return 'This bundle cannot be read.\n'
  const { version, helper, tokenFiles } = inspection
  const can = helper?.references === true ? 'can send references' : 'cannot send references'
  const library = helper === undefined ? 'none' : `${helper.path} ${helper.version ?? '(no version)'}, ${can}`
  const files = tokenFiles.map(({ path, entries }) => `${path}\n${entries.map(entryLine).join('')}`)
  return `Version: ${version ?? 'unknown'}\nHelper library: ${library}\n${files.join('')}`
}

const options = { config: { type: 'string' }, json: { type: 'boolean' } } as const

/** `bundle inspect FILE …`: token entries, helper library, problems. 0 read, 1 not readable, 2 wrong usage. */
export const bundleInspect = async (args: string[]): Promise<number> => {
  const { values, positionals } = parseArgs({ args, options, allowPositionals: true })
  const [path] = positionals
  if (path === undefined || positionals.length > 1) return usageProblem('Which file?', usage)
  const read = bundleSettingsOf(values.config)
  if (!read.ok) return failure(read.sentence)
  const { limits } = read.settings
  const file = await readFileUpTo(path, limits.maxUnpacked)
  if (!file.ok) return failure(file.sentence)
  const inspection = await inspectBundle(file.bytes, limits)
  if (values.json) process.stdout.write(`${JSON.stringify(asJson(inspection))}\n`)
  else process.stdout.write(`${asText(inspection)}${problemLines(inspection.problems, path)}`)
  return inspection.ok ? 0 : 1
}
