import type { ChainEntry } from '../core/audit/chain.ts'
import { csvColumns, csvRow } from '../core/audit/csv-row.ts'
import { parseEntry } from '../core/audit/parse-entry.ts'
import { type Reviews, reviewsOf } from '../core/audit/reviews-of.ts'
import { type ExportArgs, exportArgs, isWanted } from './audit/export-args.ts'
import { timeline } from './audit/timeline.ts'
import { trailFiles } from './audit/trail-files.ts'
import { failure } from './failure.ts'
import { linesOf } from './lines-of.ts'
import { printLine } from './print-line.ts'
import { usageProblem } from './usage.ts'

const usage =
  'audit export --from DATE --to DATE [--account A] [--token T] [--rotation R42] [--only break-glass] [--dir DIR] --format csv|jsonl'

/** Reviews that were closed, at any time: what was done without approval may be looked at in a later month. */
const reviewsIn = async (files: readonly string[]): Promise<Reviews> => {
  const entries: ChainEntry[] = []
  for (const file of files)
    for await (const line of linesOf(file)) {
      const read = line.includes('"break-glass.') ? parseEntry(line) : undefined
      if (read?.ok) entries.push(read.entry)
    }
  return reviewsOf(entries)
}

/** Writes what is wanted; gives how many entries that was, and how many lines are not as they were written. */
const exportFiles = async (
  files: readonly string[],
  asked: ExportArgs,
): Promise<{ readonly bad: number; readonly written: number }> => {
  const isCsv = asked.format === 'csv'
  if (isCsv) await printLine(csvColumns.join(','))
  const reviews: Reviews = isCsv ? await reviewsIn(files) : new Map()
  let [bad, written] = [0, 0]
  for await (const { entry, text } of timeline(files)) {
    if (entry === undefined) bad += 1
    else if (isWanted(asked, entry)) {
      await printLine(isCsv ? csvRow(entry, reviews) : text)
      written += 1
    }
  }
  return { bad, written }
}

/** `audit export`: entries of the trail as CSV or JSON lines, as one timeline; 1 when some lines are not as they were written. */
export const auditExport = async (args: string[]): Promise<number> => {
  const asked = exportArgs(args)
  if (typeof asked === 'string') return usageProblem(asked, usage)
  const files = await trailFiles(asked.dir)
  if (typeof files === 'number') return files
  const { bad, written } = await exportFiles(files, asked)
  // A name with a slip in it looks like a name about which nothing happened.
  if (written === 0) process.stderr.write('No entry of this trail is what was asked for.\n')
  if (bad === 0) return 0
  return failure(`${bad} line(s) are not as they were written and were left out: run audit verify.`)
}
