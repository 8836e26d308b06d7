import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import type { ChainEntry } from '../core/audit/chain.ts'
import { csvColumns, csvRow } from '../core/audit/csv-row.ts'
import { parseEntry } from '../core/audit/parse-entry.ts'
import { linesOf } from './lines-of.ts'
import { usageProblem } from './usage.ts'

const usage =
  'audit export --from DATE --to DATE [--account A] [--token T] [--rotation R42] [--only break-glass] [--dir DIR] --format csv|jsonl'

const options = {
  from: { type: 'string' },
  to: { type: 'string' },
  account: { type: 'string' },
  token: { type: 'string' },
  rotation: { type: 'string' },
  only: { type: 'string' },
  dir: { type: 'string', default: './data/audit' },
  format: { type: 'string', default: 'csv' },
} as const

type Values = ReturnType<typeof parseArgs<{ options: typeof options }>>['values']

const dayMs = 86_400_000

/** A day (UTC) or a moment. As an end, a day means all of it. */
const timeOf = (text: string, isEnd: boolean): number =>
  Date.parse(text) + (isEnd && /^\d{4}-\d\d-\d\d$/.test(text) ? dayMs : 0)

const wrongWith = ({ from, to, format, only }: Values): string | undefined => {
  if (from === undefined || to === undefined) return 'From when to when?'
  if (Number.isNaN(timeOf(from, false)) || Number.isNaN(timeOf(to, true))) return 'Dates are such as 2026-11-24.'
  if (format !== 'csv' && format !== 'jsonl') return `There is no format ${format}.`
  return only === undefined || only === 'break-glass' ? undefined : `--only knows break-glass, not ${only}.`
}

const isWanted =
  ({ from = '', to = '', account, token, rotation, only }: Values) =>
  ({ at, event }: ChainEntry): boolean => {
    const time = Date.parse(at)
    return (
      time >= timeOf(from, false) &&
      time < timeOf(to, true) &&
      (account === undefined || event.account === account) &&
      (token === undefined || event.token === token) &&
      (rotation === undefined || event.record === rotation) &&
      (only === undefined || event.what.startsWith('break-glass.'))
    )
  }

const filesIn = async (dir: string): Promise<readonly string[] | undefined> => {
  const names = await readdir(dir).catch(() => undefined)
  return names
    ?.filter((name) => name.endsWith('.jsonl'))
    .sort()
    .map((name) => join(dir, name))
}

/** Writes what is wanted and gives how many lines could not be read as they were written. */
const exportFile = async (file: string, values: Values): Promise<number> => {
  const wanted = isWanted(values)
  let bad = 0
  for await (const line of linesOf(file)) {
    const read = parseEntry(line)
    if (!read.ok) bad += 1
    else if (wanted(read.entry)) process.stdout.write(`${values.format === 'csv' ? csvRow(read.entry) : line}\n`)
  }
  return bad
}

/** `audit export`: entries of the trail as CSV or JSON lines; 1 when some lines are not as they were written. */
export const auditExport = async (args: string[]): Promise<number> => {
  const { values } = parseArgs({ args, options })
  const wrong = wrongWith(values)
  if (wrong !== undefined) return usageProblem(wrong, usage)
  const files = await filesIn(values.dir)
  if (files === undefined) return usageProblem(`There is no folder ${values.dir}.`, usage)
  if (values.format === 'csv') process.stdout.write(`${csvColumns.join(',')}\n`)
  let bad = 0
  for (const file of files) bad += await exportFile(file, values)
  if (bad === 0) return 0
  process.stderr.write(`${bad} line(s) are not as they were written and were left out: run audit verify.\n`)
  return 1
}
