import { type CrashWorld, startCrashWorld } from '../test/crash/support/crash-world.ts'
import { countCalls, type Point, runPoints } from '../test/crash/support/run-point.ts'
import { WorkerPool } from '../test/crash/support/worker-pool.ts'

// Ten killings of a rotation's worker with the times that operators have. The seed says which; it is told, and may be given.
const killings = 10
const limitMs = 60_000
const seed = Number(process.argv[2] ?? Date.now() % 1_000_000)

/** Numbers from 0 to 1 that follow from the seed alone (mulberry32). */
const randomOf = (start: number): (() => number) => {
  let state = start
  return () => {
    state = (state + 0x6d2b79f5) | 0
    const mixed = Math.imul(state ^ (state >>> 15), state | 1)
    const more = mixed ^ (mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61))
    return ((more ^ (more >>> 14)) >>> 0) / 2 ** 32
  }
}

const killAt = async (world: CrashWorld, pool: WorkerPool, point: Point): Promise<boolean> => {
  await pool.allReady()
  const { fired, problems, ms } = await runPoints(world, pool, { points: [point], limitMs })
  const outcome = [...problems, ...(fired === 1 ? [] : ['that call never came'])].join('; ')
  console.log(
    `  ${point.when} call ${point.call}: ${(ms / 1000).toFixed(1)} s ${outcome === '' ? 'well' : `WRONG: ${outcome}`}`,
  )
  return outcome === ''
}

console.log(`Ten killings with real times, seed ${seed}:`)
const world = await startCrashWorld({ scale: 1 })
const pool = new WorkerPool(world, 2)
try {
  await pool.allReady()
  // The last few calls are polls that a quicker rotation does without.
  const calls = (await countCalls(world, limitMs)) - 8
  const random = randomOf(seed)
  for (let n = 0; n < killings; n += 1) {
    const point: Point = { call: 1 + Math.floor(random() * calls), when: random() < 0.5 ? 'before' : 'after' }
    if (!(await killAt(world, pool, point))) process.exitCode = 1
  }
} finally {
  pool.close()
  await world.close()
}
