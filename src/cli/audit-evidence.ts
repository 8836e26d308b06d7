import { parseArgs } from 'node:util'
import { readEvidence } from './audit/read-evidence.ts'
import { trailFiles } from './audit/trail-files.ts'
import { writePapers } from './audit/write-papers.ts'
import { failure } from './failure.ts'
import { usageProblem } from './usage.ts'

const usage = 'audit evidence ROTATION -o DIR [--account A] [--dir DIR] [--json]'

const options = {
  output: { type: 'string', short: 'o' },
  account: { type: 'string' },
  dir: { type: 'string' },
  json: { type: 'boolean' },
} as const

interface Asked {
  readonly name: string
  readonly output: string
  readonly account?: string
  readonly json: boolean
}

const make = async (files: readonly string[], { name, output, account, json }: Asked): Promise<number> => {
  const papers = await readEvidence(files, name, account)
  if (typeof papers === 'string') return failure(papers)
  const written = await writePapers(output, papers)
  if (typeof written === 'string') return failure(written)
  const { life, outcome, chain, plan } = papers.evidence
  const { whole, broken } = chain
  const holds = plan?.holds !== false
  const shown = { dir: output, files: written, record: life.record, state: outcome.state, whole, planHolds: holds }
  const [first] = broken
  const sentence = first === undefined ? 'The chain is whole.' : `The chain is BROKEN at ${first.file}:${first.line}.`
  const planned = holds ? '' : ' THE PLAN DOES NOT HAVE THE DIGEST THAT WAS APPROVED.'
  const text = `${life.record} ended as ${outcome.state}: ${written.join(', ')} in ${output}. ${sentence}${planned}`
  process.stdout.write(`${json ? JSON.stringify(shown) : text}\n`)
  return whole && holds ? 0 : 1
}

/**
 * `audit evidence ROTATION -o DIR`: one rotation's papers from the trail alone. 0 written and the chain is whole, 1 there is no
 * such rotation or trail, the folder is not empty, or the chain is broken (the papers are written and say where), 2 wrong usage.
 */
export const auditEvidence = async (args: string[]): Promise<number> => {
  const { values, positionals } = parseArgs({ args, options, allowPositionals: true })
  const [name] = positionals
  if (name === undefined || positionals.length > 1) return usageProblem('Which rotation, such as R42?', usage)
  if (values.output === undefined || values.output === '') return usageProblem('Into which folder? -o DIR.', usage)
  const files = await trailFiles(values.dir)
  if (typeof files === 'number') return files
  const { output, account, json } = values
  return make(files, { name, output, json: json === true, ...(account === undefined ? {} : { account }) })
}
