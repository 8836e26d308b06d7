import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sampleBundle } from './bundle/sample-bundle.ts'
import { ours, tarAndGzip, tarStream, type Way } from './bundle/ways.ts'

const rounds = 15
const shippedLevel = 6

interface Measured {
  readonly way: string
  readonly level: number
  readonly ms: number
  readonly bytes: number
}

const median = (values: readonly number[]): number => values.toSorted((a, b) => a - b)[values.length >> 1] ?? Number.NaN

/** Every way in every round, one after the other, so that a busy moment hits all of them. */
const measure = async (
  ways: Readonly<Record<string, readonly [Way, number]>>,
  bytes: Buffer,
): Promise<readonly Measured[]> => {
  const times = new Map<string, number[]>(Object.keys(ways).map((way) => [way, []]))
  const sizes = new Map<string, number>()
  for (let round = -2; round < rounds; round += 1)
    for (const [name, [way, level]] of Object.entries(ways)) {
      const started = performance.now()
      sizes.set(name, await way(bytes, level))
      if (round >= 0) times.get(name)?.push(performance.now() - started)
    }
  return Object.entries(ways).map(([way, [, level]]) => ({
    way,
    level,
    ms: median(times.get(way) ?? []),
    bytes: sizes.get(way) ?? 0,
  }))
}

interface Target {
  readonly what: string
  readonly ratio: number
  readonly most: number
}

const targetsOf = (measured: readonly Measured[]): readonly Target[] => {
  const ms = (way: string): number => measured.find((one) => one.way === way)?.ms ?? Number.NaN
  return [
    { what: 'ours at 9 / tar | gzip -9', ratio: ms('ours at 9') / ms('tar | gzip -9'), most: 0.7 },
    { what: 'ours at 6, as shipped / tar | gzip -9', ratio: ms('ours at 6') / ms('tar | gzip -9'), most: 0.25 },
    { what: 'ours at 9 / tar-stream at 9', ratio: ms('ours at 9') / ms('tar-stream at 9'), most: 1 },
    { what: 'ours at 6 / tar-stream at 6', ratio: ms('ours at 6') / ms('tar-stream at 6'), most: 1 },
  ]
}

const print = (bytes: Buffer, measured: readonly Measured[], targets: readonly Target[]): void => {
  console.log(`One token swapped in a bundle of 50 files, ${bytes.length} bytes packed; median of ${rounds} rounds.`)
  for (const { way, level, ms, bytes: size } of measured)
    console.log(`  ${way.padEnd(18)} gzip level ${level}  ${ms.toFixed(1).padStart(7)} ms  ${size} bytes`)
  for (const { what, ratio, most } of targets)
    console.log(`  ${ratio <= most ? 'kept  ' : 'MISSED'} ${what}: ${ratio.toFixed(2)} (at most ${most})`)
}

/** Rewrites a 1 MB bundle beside other ways to do the same swap. 0 when all targets are kept, else 1. `--json` for machines. */
export const bundle = async (args: string[]): Promise<number> => {
  const folder = mkdtempSync(join(tmpdir(), 'edgekv-bench-bundle-'))
  try {
    const bytes = await sampleBundle()
    const ways = {
      'ours at 6': [ours, shippedLevel],
      'ours at 9': [ours, 9],
      'tar-stream at 6': [tarStream, shippedLevel],
      'tar-stream at 9': [tarStream, 9],
      'tar | gzip -9': [tarAndGzip(folder), 9],
    } as const
    const measured = await measure(ways, bytes)
    const targets = targetsOf(measured)
    if (args.includes('--json')) console.log(JSON.stringify({ packedBytes: bytes.length, measured, targets }))
    else print(bytes, measured, targets)
    return targets.every(({ ratio, most }) => ratio <= most) ? 0 : 1
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}
