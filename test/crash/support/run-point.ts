import type { Cast } from './crash-seed.ts'
import type { CrashWorld } from './crash-world.ts'
import { judge } from './judge.ts'
import type { WorkerPool } from './worker-pool.ts'

/** A worker is killed before or after the effect of the so-many-th call to Akamai since the approval. */
export interface Point {
  readonly call: number
  readonly when: 'before' | 'after'
}

/** One rotation: who is in it, when workers are killed in it, and how long it may take. */
export interface Rotation {
  readonly cast?: Partial<Cast>
  readonly points: readonly Point[]
  readonly limitMs: number
}

export interface PointsRun {
  readonly cast: Partial<Cast>
  readonly points: readonly Point[]
  /** How many of them came; a rotation may have ended before a late one. */
  readonly fired: number
  readonly problems: readonly string[]
  readonly ms: number
}

interface Faults {
  readonly faults: readonly { readonly fired: number }[]
}

const callsOf = async (world: CrashWorld): Promise<number> =>
  (await world.ask<{ total: number }>('GET', '/calls')).total

const firedOf = async (world: CrashWorld): Promise<number> =>
  (await world.ask<Faults>('GET', '/faults')).faults.filter((fault) => fault.fired > 0).length

/** One rotation from approval to its end, with a worker killed at each of these points. Others finish it. */
export const runPoints = async (
  world: CrashWorld,
  pool: WorkerPool,
  { cast = {}, points, limitMs }: Rotation,
): Promise<PointsRun> => {
  await pool.oneReady()
  const key = await world.fresh(cast)
  const faults = points.map(({ call, when }) => ({ nth: call, action: 'kill', when }))
  await world.ask('POST', '/faults', faults)
  const [before, started] = [pool.killed, performance.now()]
  await world.approve(key)
  const record = await world.untilEnd(key, limitMs)
  const ms = performance.now() - started
  const fired = await firedOf(world)
  const effects = (await world.control.effects()).filter((effect) => effect.client !== 'outside')
  const problems = judge({ record, effects, outage: await world.control.outage('mark'), ...world.facts })
  const died = pool.killed - before
  return { cast, points, fired, ms, problems: died === fired ? problems : [...problems, `${died} workers died`] }
}

/** How many calls to Akamai a rotation makes in which nobody dies. Throws when it does not succeed. */
export const countCalls = async (world: CrashWorld, limitMs: number, cast: Partial<Cast> = {}): Promise<number> => {
  const key = await world.fresh(cast)
  const before = await callsOf(world)
  await world.approve(key)
  const state = (await world.untilEnd(key, limitMs))?.state
  if (state !== 'succeeded') throw new Error(`it is ${state} without any killing`)
  return (await callsOf(world)) - before
}
