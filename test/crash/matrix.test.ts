import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Cast } from './support/crash-seed.ts'
import { type CrashWorld, startCrashWorld } from './support/crash-world.ts'
import { countCalls, type Point, type PointsRun, type Rotation, runPoints } from './support/run-point.ts'
import { WorkerPool } from './support/worker-pool.ts'

const worldCount = 3
const workersEach = 2
/** Virtual time runs fast: on a busy machine a look grows old before its revocation, and is made anew. */
const limitMs = 60_000
/** Polls come by time, so one rotation makes a few calls more or less than another. */
const unevenCalls = 8

let worlds: readonly CrashWorld[] = []
let pools: readonly WorkerPool[] = []

beforeAll(async () => {
  worlds = await Promise.all(Array.from({ length: worldCount }, () => startCrashWorld()))
  pools = worlds.map((world) => new WorkerPool(world, workersEach))
  await Promise.all(pools.map((pool) => pool.allReady()))
}, 120_000)

afterAll(async () => {
  for (const pool of pools) pool.close()
  await Promise.all(worlds.map((world) => world.close()))
})

/** So many killings to a rotation, as far apart as can be. */
const killingsEach = 6

/** Each call once with *before* and once with *after*, by turns in a rotation. */
const pointsOf = (calls: number): Point[][] => {
  const apart = Math.ceil(calls / killingsEach)
  const rotation = (first: number, odd: 0 | 1): Point[] =>
    Array.from({ length: killingsEach }, (_, n) => ({
      call: first + n * apart,
      when: n % 2 === odd ? 'before' : 'after',
    }))
  return Array.from({ length: apart }, (_, n) => [rotation(n + 1, 0), rotation(n + 1, 1)]).flat()
}

interface Scene {
  readonly cast: Partial<Cast>
  /** One of so many rotations is played in `npm test`, which must stay quick; all of them in CI, in a step of their own. */
  readonly oneOf: number
}

/** Two EdgeWorkers apart, and one that runs the other inside. */
const scenes: readonly Scene[] = [
  { cast: {}, oneOf: 1 },
  { cast: { children: { 4101: 4102 } }, oneOf: 16 },
]
const isAll = process.env['EDGEKV_CHATOPS_CRASH_POINTS'] === 'all'

interface Wanted {
  readonly rotations: readonly Rotation[]
  readonly points: number
  /** Points that every rotation comes to, however few polls it makes. */
  readonly certain: number
}

const wantedOf = async ({ cast, oneOf }: Scene): Promise<Wanted> => {
  const calls = await Promise.all(worlds.map((world) => countCalls(world, limitMs, cast)))
  const rotations = pointsOf(Math.max(...calls))
    .filter((_, n) => isAll || n % oneOf === 0)
    .map((points) => ({ cast, points, limitMs }))
  const points = rotations.flatMap((one) => one.points)
  const certain = points.filter(({ call }) => call <= Math.min(...calls) - unevenCalls)
  return { rotations, points: points.length, certain: certain.length }
}

const sumOf = (counts: readonly number[]): number => counts.reduce((sum, count) => sum + count, 0)

test('workers killed before or after any call to Akamai leave a rotation that others finish, each effect once', async () => {
  const wanted: Wanted[] = []
  for (const scene of scenes) wanted.push(await wantedOf(scene))
  const rotations = wanted.flatMap((one) => one.rotations)
  const runs: PointsRun[] = []
  await Promise.all(
    worlds.map(async (world, n) => {
      const pool = pools[n]
      for (let next = rotations.shift(); next !== undefined && pool !== undefined; next = rotations.shift())
        runs.push(await runPoints(world, pool, next))
    }),
  )
  const fired = sumOf(runs.map((run) => run.fired))
  const certain = sumOf(wanted.map((one) => one.certain))
  const slowest = Math.max(...runs.map((run) => run.ms)) / 1000
  console.log(
    `${fired} of ${sumOf(wanted.map(({ points }) => points))} killings, ${certain} of them certain; the slowest rotation took ${slowest.toFixed(1)} s`,
  )
  expect(runs.filter((run) => run.problems.length > 0)).toEqual([])
  expect(fired).toBeGreaterThanOrEqual(certain)
}, 1_200_000)
