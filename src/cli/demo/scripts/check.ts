import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { verifier } from '../../../core/audit/verify-chain.ts'
import type { Effect } from '../control.ts'
import type { Stage } from '../stage.ts'

const describe = (effect: Effect): string => {
  const where =
    effect.edgeWorkerId === undefined
      ? ''
      : ` ${effect.edgeWorkerId}${effect.network === undefined ? '' : ` ${effect.network}`}`
  return `${effect.kind}${effect.name === undefined ? '' : ` ${effect.name}`}${where}${effect.version === undefined ? '' : ` ${effect.version}`}`
}

/** The effects of the bot, in order, as short lines. */
export const effectLines = async (stage: Stage): Promise<readonly string[]> =>
  (await stage.control.effects()).filter((effect) => effect.client !== 'outside').map(describe)

const chainProblems = async (auditDir: string): Promise<readonly string[]> => {
  const names = (await readdir(auditDir)).filter((name) => name.endsWith('.jsonl')).sort()
  if (names.length === 0) return ['there is no audit trail']
  const chain = verifier()
  for (const name of names) {
    const lines = (await readFile(join(auditDir, name), 'utf8')).split('\n').filter((line) => line !== '')
    lines.forEach((line, index) => {
      chain.add(name, index + 1, line)
    })
  }
  return chain
    .finish()
    .broken.map(({ file, line, problem }) => `the audit chain is broken at ${file}:${line}: ${problem}`)
}

export interface Expected {
  /** Every effect that must be there, each exactly so often. */
  readonly counts: Readonly<Record<string, number>>
  /** Each pattern's first match must come before the next one's. */
  readonly order: readonly RegExp[]
  /** No effect may match these. */
  readonly never?: readonly RegExp[]
  /** Since when no edge may have answered 401. */
  readonly quietSince: 'mark' | number
  /** The EdgeWorkers that the story is about. */
  readonly edgeWorkers: readonly number[]
}

const countProblems = (lines: readonly string[], counts: Expected['counts']): readonly string[] =>
  Object.entries(counts).flatMap(([prefix, wanted]) => {
    const found = lines.filter((line) => line.startsWith(prefix)).length
    return found === wanted ? [] : [`${prefix}: ${found} times, expected ${wanted}`]
  })

const orderProblems = (lines: readonly string[], order: readonly RegExp[]): readonly string[] => {
  const places = order.map((pattern) => lines.findIndex((line) => pattern.test(line)))
  return places.flatMap((place, index) => {
    if (place < 0) return [`nothing matches ${order[index]}`]
    return index > 0 && place < (places[index - 1] ?? 0) ? [`${order[index]} came before ${order[index - 1]}`] : []
  })
}

/** What is not as it should be: effects, their order, 401s at the edges, the audit chain. */
export const check = async (stage: Stage, expected: Expected): Promise<readonly string[]> => {
  const lines = await effectLines(stage)
  const outage = await stage.control.outage(expected.quietSince)
  return [
    ...countProblems(lines, expected.counts),
    ...orderProblems(lines, expected.order),
    ...(expected.never ?? [])
      .filter((pattern) => lines.some((line) => pattern.test(line)))
      .map((pattern) => `${pattern} must not happen`),
    ...outage.edgeWorkers
      .filter((one) => expected.edgeWorkers.includes(one.edgeWorkerId))
      .map((one) => `EdgeWorker ${one.edgeWorkerId} answered 401 on ${one.network}`),
    ...(await chainProblems(stage.auditDir)),
  ]
}
