import { stat } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { type Verified, type Verifier, verifier } from '../core/audit/verify-chain.ts'
import { failure } from './failure.ts'
import { linesOf } from './lines-of.ts'
import { unreadableOf } from './unreadable-of.ts'
import { usageProblem } from './usage.ts'

const usage = 'audit verify FILES… [--json]'

/** Reads one file into the verifier; true when there was anything in it. */
const addFile = async (file: string, into: Verifier): Promise<boolean> => {
  let number = 0
  for await (const line of linesOf(file)) {
    number += 1
    into.add(file, number, line)
  }
  return number > 0
}

const foundOf = ({ entries, heads, broken }: Verified): string => {
  const [first] = broken
  if (first === undefined)
    return entries === 0
      ? 'Nothing to verify: there is no entry in these files.'
      : `Intact: ${entries} entries of ${heads.length} instance(s).`
  const more = broken.length > 1 ? ` (and ${broken.length - 1} more)` : ''
  return `BROKEN at ${first.file}:${first.line}: ${first.problem}${more}`
}

const report = (verified: Verified): string => {
  const ends = verified.heads.map(({ instance, seq, hash }) => `  ${instance}: last entry ${seq}, head ${hash}`)
  return [foundOf(verified), ...ends, ...verified.notes.map((note) => `  Note: ${note}.`)].join('\n')
}

const verify = async (files: readonly string[]): Promise<Verified> => {
  const into = verifier()
  const empty: string[] = []
  for (const file of files) if (!(await addFile(file, into))) empty.push(file)
  const verified = into.finish()
  return { ...verified, notes: [...verified.notes, ...empty.map((file) => `${file} is empty`)] }
}

const isFolder = async (path: string): Promise<boolean> =>
  stat(path).then(
    (found) => found.isDirectory(),
    () => false,
  )

const hintOf = async (gone: readonly string[]): Promise<string> => {
  for (const path of gone)
    if (await isFolder(path)) return ` ${path} is a folder: name its files, ${join(path, '*.jsonl')}.`
  return ''
}

/**
 * `audit verify FILES… [--json]`: 0 when the chain is whole, 1 with the first broken link, or when a file is missing or there is
 * nothing in them; 2 for wrong usage.
 */
export const auditVerify = async (args: string[]): Promise<number> => {
  const { values, positionals } = parseArgs({ args, options: { json: { type: 'boolean' } }, allowPositionals: true })
  // `a.jsonl` and `./a.jsonl` are one file.
  const files = [...new Map(positionals.map((path) => [resolve(path), path])).values()]
  if (files.length === 0) return usageProblem('Which files?', usage)
  const gone = await unreadableOf(files)
  if (gone.length > 0) return failure(`These are no files that can be read: ${gone.join(', ')}.${await hintOf(gone)}`)
  const verified = await verify(files)
  const intact = verified.broken.length === 0 && verified.entries > 0
  process.stdout.write(values.json ? `${JSON.stringify({ intact, ...verified })}\n` : `${report(verified)}\n`)
  return intact ? 0 : 1
}
