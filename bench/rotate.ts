import { type ChildProcessByStdio, spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import type { Readable, Writable } from 'node:stream'
import { fileURLToPath } from 'node:url'
import { meanwhile } from '../src/core/inventory/meanwhile.ts'
import type { RecordKey } from '../src/core/ports/records.ts'
import { Secret } from '../src/core/token/secret.ts'
import { connectRedis, type RedisConnection } from '../src/store/connect.ts'
import { noWait } from '../test/crash/support/crash-seed.ts'
import { type CrashWorld, startCrashWorld } from '../test/crash/support/crash-world.ts'
import { median, type Target, tellTargets } from './figures.ts'
import { type Calls, needed, total } from './rotate/calls.ts'
import type { Order } from './rotate/straight-line.ts'
import { untilTold } from './rotate/until-told.ts'

interface Setting {
  readonly latencyMs: number
  readonly rounds: number
  readonly most: number
}

const settings: readonly Setting[] = [
  { latencyMs: 0, rounds: 25, most: 2 },
  { latencyMs: 200, rounds: 2, most: 1.1 },
]
const warmUps = 5
const program = fileURLToPath(new URL('./rotate/straight-line.ts', import.meta.url))

interface Counted {
  readonly calls: readonly { readonly call: string; readonly count: number }[]
}

type Script = ChildProcessByStdio<Writable, Readable, null>

const startScript = (world: CrashWorld): Script =>
  spawn(process.execPath, [program], { env: world.env, stdio: ['pipe', 'pipe', 'inherit'] })

/** A world as new forgets how far away it was. */
const freshAt = async (world: CrashWorld, latencyMs: number): Promise<RecordKey> => {
  const key = await world.fresh()
  await world.control.mark()
  await world.ask('POST', '/latency', { ms: latencyMs })
  return key
}

const byEngine = async (
  world: CrashWorld,
  redis: RedisConnection,
  { latencyMs, surelyMs }: { readonly latencyMs: number; readonly surelyMs: number },
): Promise<{ readonly ms: number; readonly calls: Calls }> => {
  const key = await freshAt(world, latencyMs)
  const from = Date.now() + Math.floor(surelyMs)
  const began = performance.now()
  await world.approve(key)
  await untilTold(redis, 'rotation.succeeded', from)
  const ms = performance.now() - began
  const { calls } = await world.ask<Counted>('GET', '/calls')
  return { ms, calls: Object.fromEntries(calls.map(({ call, count }) => [call, count])) }
}

interface Straight {
  readonly script: Script
  readonly lines: AsyncIterator<string>
  readonly ended: Promise<never>
}

/** Throws when it has ended: a script that failed must not be waited for. */
const endOf = async (script: Script): Promise<never> => {
  await once(script, 'exit')
  throw new Error('the straight-line script ended')
}

const byScript = async (world: CrashWorld, { script, lines, ended }: Straight, latencyMs: number, calls: Calls) => {
  const { plan } = await world.load(await freshAt(world, latencyMs))
  const order: Order = { base: plan.binding.targets[0]?.baseVersion ?? '', calls }
  script.stdin.write(`${JSON.stringify(order)}\n`)
  const line = await Promise.race([lines.next(), ended])
  const { calls: counted } = await world.ask<Counted>('GET', '/calls')
  const made = Object.fromEntries(counted.map(({ call, count }) => [call, count]))
  const other = Object.keys(calls).find((call) => calls[call] !== made[call])
  if (other !== undefined) throw new Error(`the script made ${made[other]} of ${other}, the engine ${calls[other]}`)
  return Number(line.value)
}

interface Ways {
  readonly world: CrashWorld
  readonly redis: RedisConnection
  readonly script: Straight
}

interface Measured {
  readonly engine: readonly number[]
  readonly script: readonly number[]
  readonly calls: number
}

/** Both ways in turns. The first few rounds do not count: both programs are still being compiled. */
const measure = async ({ world, redis, script }: Ways, { latencyMs, rounds }: Setting): Promise<Measured> => {
  const [engine, straight]: [number[], number[]] = [[], []]
  /** What all rounds took, the first few too: once both are warm, half of the fastest is over before any can have ended. */
  const took: number[] = []
  let calls = 0
  for (let round = latencyMs === 0 ? -warmUps : -1; round < rounds; round += 1) {
    const run = await byEngine(world, redis, { latencyMs, surelyMs: round < 0 ? 0 : Math.min(...took) / 2 })
    const ms = await byScript(world, script, latencyMs, run.calls)
    calls = total(run.calls)
    took.push(run.ms)
    if (round < 0) continue
    engine.push(run.ms)
    straight.push(ms)
  }
  return { engine, script: straight, calls }
}

const tell = (latencyMs: number, { engine, script }: Measured): void =>
  console.log(
    `  ${String(latencyMs).padStart(3)} ms latency: engine median ${median(engine).toFixed(0)} ms, straight line ${median(script).toFixed(0)} ms`,
  )

const measureAll = async (ways: Ways): Promise<readonly Target[]> => {
  const targets: Target[] = []
  for (const setting of settings) {
    const { latencyMs, most } = setting
    const measured = await measure(ways, setting)
    tell(latencyMs, measured)
    if (latencyMs === 0) console.log(`  calls to Akamai: ${measured.calls}; the steps need ${total(needed)}`)
    const figure = median(measured.engine) / median(measured.script)
    targets.push({ what: `engine / straight line at ${latencyMs} ms`, figure, most })
  }
  return targets
}

/** One EdgeWorker, two networks: a worker process beside a script that makes the same calls. 0 when all targets are kept. */
export const rotate = async (_args: string[]): Promise<number> => {
  const world = await startCrashWorld({ scale: 1, edgeWorkers: [4101], pace: noWait, rate: 1, soakMs: 0 })
  const script = startScript(world)
  const redis = connectRedis({ url: Secret.of(world.redis.url) }, { role: 'blocking' })
  try {
    await world.startWorker().ready
    const lines = createInterface({ input: script.stdout })[Symbol.asyncIterator]()
    console.log('One EdgeWorker on two networks, from the approval to the revoked token:')
    return tellTargets(await measureAll({ world, redis, script: { script, lines, ended: meanwhile(endOf(script)) } }))
  } finally {
    redis.disconnect()
    if (script.kill('SIGKILL')) await once(script, 'exit')
    await world.close()
  }
}
