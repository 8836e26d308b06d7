import { noWait } from '../test/crash/support/crash-seed.ts'
import { type CrashWorld, startCrashWorld } from '../test/crash/support/crash-world.ts'
import { judge } from '../test/crash/support/judge.ts'
import { WorkerPool } from '../test/crash/support/worker-pool.ts'
import { median, quantile, tellTargets } from './figures.ts'
import { plainBullMq } from './recovery/plain-bullmq.ts'

const runs = 50
const worldCount = 5
const plainRuns = 3

/** Every effect of the rotation in turn loses its worker just before it. */
const effects = [
  { method: 'POST', path: '/tokens' },
  { method: 'POST', path: '/versions' },
  { method: 'POST', path: '/activations' },
  { method: 'DELETE', path: '/tokens/' },
] as const

interface Recovered {
  /** From the end of the worker to the effect of the next one. */
  readonly ms: number
  readonly problems: readonly string[]
}

interface Logged {
  readonly kind: string
  readonly wall: number
}

const kinds: Readonly<Record<string, string>> = {
  '/tokens': 'token.create',
  '/versions': 'version.upload',
  '/activations': 'activation.create',
  '/tokens/': 'token.revoke',
}

const recoverOnce = async (world: CrashWorld, pool: WorkerPool, turn: number): Promise<Recovered> => {
  await pool.allReady()
  const match = effects[turn % effects.length] ?? effects[0]
  const key = await world.fresh()
  await world.ask('POST', '/faults', { match, action: 'kill', when: 'before' })
  const deaths = pool.workers.map((worker) => worker.exited.then(() => Date.now()))
  await world.approve(key)
  const diedAt = await Promise.race(deaths)
  const record = await world.untilEnd(key, 60_000)
  const { effects: logged } = await world.ask<{ effects: readonly Logged[] }>('GET', '/effects')
  const resumed = logged.find((effect) => effect.kind === kinds[match.path] && effect.wall >= diedAt - 50)
  const problems = judge({
    record,
    effects: (await world.control.effects()).filter((effect) => effect.client !== 'outside'),
    outage: await world.control.outage('mark'),
    ...world.facts,
  })
  return { ms: resumed === undefined ? Number.POSITIVE_INFINITY : resumed.wall - diedAt, problems }
}

const recoverAll = async (): Promise<readonly Recovered[]> => {
  const worlds = await Promise.all(
    Array.from({ length: worldCount }, () =>
      // One clock for everything, which goes as it does outside: nothing else has to be waited for.
      startCrashWorld({ scale: 1, edgeWorkers: [4101], pace: noWait, rate: 1, soakMs: 0 }),
    ),
  )
  try {
    const turns = Array.from({ length: runs }, (_, n) => n)
    const done: Recovered[] = []
    await Promise.all(
      worlds.map(async (world) => {
        const pool = new WorkerPool(world, 2)
        for (let turn = turns.shift(); turn !== undefined; turn = turns.shift())
          done.push(await recoverOnce(world, pool, turn))
        pool.close()
      }),
    )
    return done
  } finally {
    await Promise.all(worlds.map((world) => world.close()))
  }
}

/** Kills workers before an effect and takes the time until another one's effect. 0 when all targets are kept, else 1. */
export const recovery = async (args: string[]): Promise<number> => {
  const [ours, plain] = await Promise.all([recoverAll(), plainBullMq(plainRuns)])
  const times = ours.map((one) => one.ms)
  const p99 = quantile(times, 0.99)
  const wrong = ours.filter((one) => one.problems.length > 0)
  const figures = {
    runs: ours.length,
    medianMs: median(times),
    p99Ms: p99,
    notOnce: wrong.length,
    plainBullMqMs: plain,
  }
  if (args.includes('--json')) console.log(JSON.stringify(figures))
  console.log(`A worker killed just before an effect, ${ours.length} times, real times; from its end to the effect:`)
  console.log(
    `  this bot                 median ${(median(times) / 1000).toFixed(1)} s, p99 ${(p99 / 1000).toFixed(1)} s`,
  )
  console.log(`  BullMQ as it comes       median ${(median(plain) / 1000).toFixed(1)} s of ${plain.length}`)
  for (const { problems } of wrong) console.log(`  WRONG ${problems.join('; ')}`)
  return tellTargets([
    { what: 'p99 of the recovery', figure: p99 / 1000, most: 5, unit: ' s' },
    { what: 'rotations that did not end with each effect once', figure: wrong.length, most: 0 },
  ])
}
