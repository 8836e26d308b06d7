import { stat } from 'node:fs/promises'
import { parseArgs } from 'node:util'
import { type Verified, type Verifier, verifier } from '../core/audit/verify-chain.ts'
import { linesOf } from './lines-of.ts'
import { usageProblem } from './usage.ts'

const usage = 'audit verify FILES… [--json]'

const addFile = async (file: string, into: Verifier): Promise<void> => {
  let number = 0
  for await (const line of linesOf(file)) {
    number += 1
    into.add(file, number, line)
  }
}

const report = ({ entries, heads, broken, notes }: Verified): string => {
  const [first] = broken
  const found = first
    ? `BROKEN at ${first.file}:${first.line}: ${first.problem}${broken.length > 1 ? ` (and ${broken.length - 1} more)` : ''}`
    : `Intact: ${entries} entries of ${heads.length} instance(s).`
  const ends = heads.map(({ instance, seq, hash }) => `  ${instance}: last entry ${seq}, head ${hash}`)
  return [found, ...ends, ...notes.map((note) => `  Note: ${note}.`)].join('\n')
}

const missing = async (files: readonly string[]): Promise<readonly string[]> => {
  const kinds = await Promise.all(files.map((file) => stat(file).catch(() => undefined)))
  return files.filter((_, index) => !kinds[index]?.isFile())
}

/** `audit verify FILES… [--json]`: 0 when the chain is whole, 1 with the first broken link, 2 for wrong usage. */
export const auditVerify = async (args: string[]): Promise<number> => {
  const { values, positionals } = parseArgs({ args, options: { json: { type: 'boolean' } }, allowPositionals: true })
  const files = [...new Set(positionals)]
  if (files.length === 0) return usageProblem('Which files?', usage)
  const gone = await missing(files)
  if (gone.length > 0) return usageProblem(`These are no files that can be read: ${gone.join(', ')}.`, usage)
  const into = verifier()
  for (const file of files) await addFile(file, into)
  const verified = into.finish()
  if (values.json) process.stdout.write(`${JSON.stringify({ intact: verified.broken.length === 0, ...verified })}\n`)
  else process.stdout.write(`${report(verified)}\n`)
  return verified.broken.length === 0 ? 0 : 1
}
