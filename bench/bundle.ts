import { mkdtempSync, rmSync } from 'node:fs'
import { availableParallelism, loadavg, tmpdir } from 'node:os'
import { join } from 'node:path'
import { sampleBundle } from './bundle/sample-bundle.ts'
import { ours, tarAndGzip, tarStream, type Way } from './bundle/ways.ts'
import { median, type Target, tellTargets } from './figures.ts'

const rounds = 21
const shippedLevel = 6

type Ways = Readonly<Record<string, readonly [Way, number]>>

/** ms of each round, in the order of the rounds: by the clock, and of this process' processor time. */
interface Measured {
  readonly way: string
  readonly level: number
  readonly times: readonly number[]
  readonly processor: readonly number[]
  readonly bytes: number
}

/** Another way comes first in every round, so that none always runs in the wake of the same other one. */
const turned = <T>(list: readonly T[], by: number): readonly T[] => [
  ...list.slice(by % list.length),
  ...list.slice(0, by % list.length),
]

/** Every way in every round, so that a busy moment hits all of them alike. Two rounds first warm the code up. */
const measure = async (ways: Ways, bytes: Buffer): Promise<readonly Measured[]> => {
  const times = new Map<string, number[]>(Object.keys(ways).map((way) => [way, []]))
  const processor = new Map<string, number[]>(Object.keys(ways).map((way) => [way, []]))
  const sizes = new Map<string, number>()
  for (let round = -2; round < rounds; round += 1)
    for (const [name, [way, level]] of turned(Object.entries(ways), round + 2)) {
      const started = performance.now()
      const before = process.cpuUsage()
      sizes.set(name, await way(bytes, level))
      const { user, system } = process.cpuUsage(before)
      if (round < 0) continue
      times.get(name)?.push(performance.now() - started)
      processor.get(name)?.push((user + system) / 1000)
    }
  return Object.entries(ways).map(([way, [, level]]) => ({
    way,
    level,
    times: times.get(way) ?? [],
    processor: processor.get(way) ?? [],
    bytes: sizes.get(way) ?? 0,
  }))
}

/** The median of what each round says by itself: neighbours in time share the machine's mood, far rounds do not. */
const pairedRatio = (measured: readonly Measured[], way: string, other: string): number => {
  const timesOf = (name: string): readonly number[] => measured.find((one) => one.way === name)?.times ?? []
  const others = timesOf(other)
  return median(timesOf(way).map((ms, round) => ms / (others[round] ?? Number.NaN)))
}

const targetsOf = (measured: readonly Measured[]): readonly Target[] => {
  const target = (way: string, other: string, most: number): Target => ({
    what: `${way} / ${other}`,
    figure: pairedRatio(measured, way, other),
    most,
  })
  return [
    target('ours at 9', 'tar | gzip -9', 0.7),
    target('ours at 6, as shipped', 'tar | gzip -9', 0.25),
    target('ours at 9', 'tar-stream at 9', 1),
    target('ours at 6, as shipped', 'tar-stream at 6', 1),
  ]
}

const summary = ({ way, level, times, processor, bytes }: Measured) => ({
  way,
  level,
  ms: Number(median(times).toFixed(1)),
  processorMs: Number(median(processor).toFixed(1)),
  bytes,
})

const print = (bytes: Buffer, measured: readonly Measured[]): void => {
  console.log(`One token swapped in a bundle of 50 files, ${bytes.length} bytes packed; ${rounds} rounds.`)
  for (const { way, ms, processorMs, bytes: size } of measured.map(summary)) {
    const spent = `${ms.toFixed(1).padStart(6)} ms, ${processorMs.toFixed(1).padStart(6)} of our processor`
    console.log(`  ${way.padEnd(21)} median ${spent}  ${size} bytes`)
  }
  const [load = 0] = loadavg()
  const busy = load > availableParallelism() ? ': busy, which takes from ours the second core that it packs on' : ''
  console.log(
    `  load ${load.toFixed(1)} on ${availableParallelism()} cores${busy}; targets are medians of the rounds' ratios`,
  )
}

/** Rewrites a 1 MB bundle beside other ways to do the same swap. 0 when all targets are kept, else 1. `--json` for machines. */
export const bundle = async (args: string[]): Promise<number> => {
  const folder = mkdtempSync(join(tmpdir(), 'edgekv-bench-bundle-'))
  try {
    const bytes = await sampleBundle()
    const ways = {
      'ours at 6, as shipped': [ours, shippedLevel],
      'ours at 9': [ours, 9],
      'tar-stream at 6': [tarStream, shippedLevel],
      'tar-stream at 9': [tarStream, 9],
      'tar | gzip -9': [tarAndGzip(folder), 9],
    } as const
    const measured = await measure(ways, bytes)
    const targets = targetsOf(measured)
    if (!args.includes('--json')) {
      print(bytes, measured)
      return tellTargets(targets)
    }
    console.log(JSON.stringify({ packedBytes: bytes.length, measured: measured.map(summary), targets }))
    return targets.every(({ figure, most }) => figure <= most) ? 0 : 1
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}
