import { setTimeout as wait } from 'node:timers/promises'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { RecordKey } from '../../src/core/ports/records.ts'
import { noWait } from './support/crash-seed.ts'
import { type CrashWorld, startCrashWorld } from './support/crash-world.ts'
import { judge } from './support/judge.ts'
import { type KillingProxy, startKillingProxy } from './support/killing-proxy.ts'
import type { WorkerProcess } from './support/worker-process.ts'

const limitMs = 60_000

let world: CrashWorld
const proxies: KillingProxy[] = []

beforeAll(async () => {
  world = await startCrashWorld({ edgeWorkers: [4101], pace: noWait, rate: 20, soakMs: 0 })
}, 120_000)
afterAll(async () => {
  await world.close()
  await Promise.all(proxies.map((proxy) => proxy.close()))
})

interface Watched {
  readonly worker: WorkerProcess
  readonly proxy: KillingProxy
}

/** A worker whose commits are seen. */
const startWatched = async (): Promise<Watched> => {
  const proxy = await startKillingProxy(world.redis.port)
  proxies.push(proxy)
  const worker = world.startWorker({ redisUrl: proxy.url })
  await worker.ready
  return { worker, proxy }
}

const problemsAtTheEnd = async (key: RecordKey): Promise<readonly string[]> => {
  const record = await world.untilEnd(key, limitMs)
  const effects = (await world.control.effects()).filter((effect) => effect.client !== 'outside')
  return judge({ record, effects, outage: await world.control.outage('mark'), ...world.facts })
}

/** How many commits a rotation takes in which nobody dies. */
const countCommits = async ({ proxy }: Watched): Promise<number> => {
  const key = await world.fresh()
  const before = proxy.commits
  await world.approve(key)
  expect(await problemsAtTheEnd(key)).toEqual([])
  return proxy.commits - before
}

/** True once it is dead; false when the rotation ended with fewer commits than the one that was counted. */
const dies = async (worker: WorkerProcess, key: RecordKey): Promise<boolean> => {
  await Promise.race([worker.exited, world.untilEnd(key, limitMs)])
  for (let n = 0; worker.isAlive() && n < 50; n += 1) await wait(20)
  return !worker.isAlive()
}

/** Steps that find their moment take one commit where others take two; with fewer than these no rotation ends. */
const leastCommits = 15

/** A third of them in `npm test`, by turns before and after an effect; all of them in CI. */
const isAll = process.env['EDGEKV_CHATOPS_CRASH_POINTS'] === 'all'
const chosen = (commits: number): readonly number[] =>
  Array.from({ length: commits }, (_, n) => n + 1).filter((commit) => isAll || commit % 3 === 1)

test('a worker killed right after any of its commits, before it hears of it, leaves a rotation that another finishes', async () => {
  let watched = await startWatched()
  const commits = await countCommits(watched)
  const wrong: Record<number, readonly string[]> = {}
  let killed = 0
  const points = chosen(commits)
  for (const commit of points) {
    const { worker, proxy } = watched
    const key = await world.fresh()
    proxy.killAt(commit, () => worker.kill('SIGKILL'))
    await world.approve(key)
    if (!(await dies(worker, key))) continue
    killed += 1
    watched = await startWatched()
    const problems = await problemsAtTheEnd(key)
    if (problems.length > 0) wrong[commit] = problems
  }
  console.log(`${killed} workers killed, each after one of ${commits} commits`)
  expect(wrong).toEqual({})
  expect(killed).toBeGreaterThanOrEqual(points.filter((commit) => commit <= leastCommits).length)
}, 600_000)
