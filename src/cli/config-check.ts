import { readFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import type { FileConfig } from '../config/config.ts'
import { problemSentence } from '../config/config-problem.ts'
import { readConfigFile } from '../config/read-config-file.ts'
import { usageProblem } from './usage.ts'

const usage = 'config check FILE [--json]'

const count = (n: number, one: string): string => `${n} ${one}${n === 1 ? '' : 's'}`

const summary = ({ path, accounts, groups, owners }: FileConfig): string => {
  const counts = [count(accounts.length, 'account'), count(groups.length, 'group'), count(owners.length, 'owner')]
  return `${path} is in order: ${counts.join(', ')}.`
}

/** `config check FILE [--json]`: every problem of the file at once; 0 when it has none. The environment is not looked at. */
export const configCheck = async (args: string[]): Promise<number> => {
  const { values, positionals } = parseArgs({ args, options: { json: { type: 'boolean' } }, allowPositionals: true })
  const file = positionals[0] ?? process.env['EDGEKV_CHATOPS_CONFIG']
  if (file === undefined || positionals.length > 1) return usageProblem('Which file?', usage)
  const read = readConfigFile(file, (path) => readFileSync(path))
  const problems = read.ok ? [] : read.problems
  if (values.json) process.stdout.write(`${JSON.stringify({ ok: read.ok, problems })}\n`)
  else if (read.ok) process.stdout.write(`${summary(read.file)}\n`)
  else process.stdout.write(`${problems.map(problemSentence).join('\n')}\n${count(problems.length, 'problem')}.\n`)
  return read.ok ? 0 : 1
}
