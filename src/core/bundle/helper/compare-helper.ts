import { createHash } from 'node:crypto'
import type { ReleasedHelper } from './released-helpers.ts'

const hashChars = 4

const lineHash = (line: string): string =>
  createHash('sha256').update(line.trimEnd()).digest().subarray(0, 3).toString('base64')

const counted = (hashes: Iterable<string>): Map<string, number> => {
  const counts = new Map<string, number>()
  for (const hash of hashes) counts.set(hash, (counts.get(hash) ?? 0) + 1)
  return counts
}

interface Difference {
  /** Lines (from 1) that the release does not have. */
  readonly added: readonly number[]
  readonly missing: number
}

const differenceTo = (lines: readonly (readonly [number, string])[], released: ReleasedHelper): Difference => {
  const left = counted(released.lines.match(/.{4}/g) ?? [])
  const added: number[] = []
  for (const [number, hash] of lines) {
    const count = left.get(hash) ?? 0
    if (count > 0) left.set(hash, count - 1)
    else added.push(number)
  }
  const own = lines.length - added.length
  return { added, missing: released.lines.length / hashChars - own }
}

const size = ({ added, missing }: Difference): number => added.length + missing

const ranges = (numbers: readonly number[]): string => {
  const shown = numbers.slice(0, 8).join(', ')
  return numbers.length > 8 ? `${shown}, …` : shown
}

/** How a helper library differs from the published one that is nearest to it, in one sentence; its code is not quoted. */
export const compareHelper = (text: string, released: readonly ReleasedHelper[]): string => {
  const lines = text
    .split('\n')
    .map((line, index) => [index + 1, line] as const)
    .filter(([, line]) => line.trim() !== '')
    .map(([number, line]) => [number, lineHash(line)] as const)
  const [nearest] = released
    .map((one) => ({ one, difference: differenceTo(lines, one) }))
    .sort((a, b) => size(a.difference) - size(b.difference))
  if (nearest === undefined) return 'No published version is known.'
  const { added, missing } = nearest.difference
  const name = nearest.one.version ?? 'the first release'
  const where = added.length === 0 ? '' : ` (lines ${ranges(added)})`
  return `Nearest to ${name}: ${added.length} lines are not in it${where}, ${missing} of its lines are missing.`
}
