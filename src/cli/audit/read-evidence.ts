import type { ChainEntry } from '../../core/audit/chain.ts'
import type { Evidence } from '../../core/audit/evidence/evidence.ts'
import { evidenceOf } from '../../core/audit/evidence/evidence-of.ts'
import { childrenOf, isOf, type Life, livesCalled, livesOf, type PlacedEntry } from '../../core/audit/evidence/life.ts'
import { parseEntry } from '../../core/audit/parse-entry.ts'
import { type Verified, verifier } from '../../core/audit/verify-chain.ts'
import { linesOf } from '../lines-of.ts'
import { timeline } from './timeline.ts'

export interface Papers {
  readonly evidence: Evidence
  /** Its entries as they were written, each with a line end. */
  readonly lines: string
}

/** Every line is verified; what was ever asked for is remembered. */
const readAll = async (
  files: readonly string[],
): Promise<{ readonly verified: Verified; readonly lives: readonly Life[] }> => {
  const into = verifier()
  const asked: ChainEntry[] = []
  for (const file of files) {
    let line = 0
    for await (const text of linesOf(file)) {
      line += 1
      into.add(file, line, text)
      const read = text.includes('"request.asked"') ? parseEntry(text) : undefined
      if (read?.ok && read.entry.event.what === 'request.asked') asked.push(read.entry)
    }
  }
  return { verified: into.finish(), lives: livesOf(asked) }
}

const gather = async (files: readonly string[], lives: readonly Life[]) => {
  const entries: PlacedEntry[] = []
  let lines = ''
  for await (const { entry, file, line, text } of timeline(files)) {
    if (entry === undefined || !lives.some((life) => isOf(life, entry))) continue
    entries.push({ entry, place: { file, line } })
    lines += `${text}\n`
  }
  return { entries, lines }
}

const severalSentence = (name: string, lives: readonly Life[]): string => {
  const listed = lives.map(({ account, record, mark = 'no mark', from }) => `${account} ${record} (${mark}) of ${from}`)
  return `${name} is ${listed.join(' and ')}. Say which: its mark, or --account.`
}

/** The papers of what is called so (`R42`, or a mark), or one sentence why there are none. */
export const readEvidence = async (
  files: readonly string[],
  name: string,
  account: string | undefined,
): Promise<Papers | string> => {
  const { verified, lives } = await readAll(files)
  const [life, another] = livesCalled(lives, name, account)
  if (life === undefined)
    return `There is no ${name} in this trail${account === undefined ? '' : ` in account ${account}`}.`
  if (another !== undefined) return severalSentence(name, livesCalled(lives, name, account))
  const children = childrenOf(lives, life)
  const { entries, lines } = await gather(files, [life, ...children])
  const retries = children.map(({ record }) => record)
  return { evidence: evidenceOf(life, entries, verified, retries), lines }
}
