import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { type Control, controlOf } from '../../../src/cli/demo/control.ts'
import type { RecordKey } from '../../../src/core/ports/records.ts'
import type { ActionRecord } from '../../../src/core/request/record.ts'
import { isEnd } from '../../../src/core/request/state.ts'
import { type PrivateRedis, startRedis } from '../../../src/sandbox/redis/start-redis.ts'
import { startAkamai } from '../../../src/sandbox/start-akamai.ts'
import { crashConfig } from './crash-config.ts'
import { type Cast, crashSeed, type Pace, usualPace } from './crash-seed.ts'
import { openParentTools } from './parent-tools.ts'
import { approveRequest, loadRecord, putRequest } from './put-request.ts'
import { startWorkerProcess, type WorkerProcess } from './worker-process.ts'

export interface CrashWorldOptions {
  /** Of the workers' times; 0.1 by default. */
  readonly scale?: number
  readonly edgeWorkers?: Cast['edgeWorkers']
  readonly children?: Cast['children']
  readonly pace?: Pace
  /** Virtual over real time. */
  readonly rate?: number
  readonly soakMs?: number
}

export type Without = 'reconciler' | 'fence'

/** One Akamai, one Redis, and workers as processes of their own; nobody chats. */
export interface CrashWorld {
  readonly control: Control
  /** What every process of the bot is started with here. */
  readonly env: Readonly<Record<string, string>>
  readonly redis: PrivateRedis
  readonly auditDir: string
  /** What is at Akamai since it was last new, and how long the rotation soaks. */
  readonly facts: Cast & { readonly soakMs: number }
  /** Asks the sandbox's control API. */
  ask<Result>(method: string, path: string, body?: unknown): Promise<Result>
  /** `redisUrl`: another way to the same Redis. */
  startWorker(options?: { readonly without?: Without; readonly redisUrl?: string }): WorkerProcess
  /** An Akamai (as at the start, but for what is given) and a Redis as new, and in it a request that waits for its vote. */
  fresh(cast?: Partial<Cast>): Promise<RecordKey>
  approve(key: RecordKey): Promise<void>
  load(key: RecordKey): Promise<ActionRecord>
  /** Waits until it has ended or is held; undefined when that takes longer than `limitMs` of real time. */
  untilEnd(key: RecordKey, limitMs: number, everyMs?: number): Promise<ActionRecord | undefined>
  close(): Promise<void>
}

const environmentOf = (dir: string, parts: Readonly<Record<string, string>>): Readonly<Record<string, string>> => ({
  PATH: process.env['PATH'] ?? '',
  HOME: dir,
  TMPDIR: process.env['TMPDIR'] ?? tmpdir(),
  EDGEKV_CHATOPS_CONFIG: join(dir, 'config.yaml'),
  PORT: '0',
  LOG_LEVEL: 'info',
  ...parts,
})

const caller =
  (url: string): CrashWorld['ask'] =>
  async <Result>(method: string, path: string, body?: unknown): Promise<Result> => {
    const response = await fetch(`${url}${path}`, {
      method,
      ...(body === undefined ? {} : { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } }),
    })
    const text = await response.text()
    if (!response.ok) throw new Error(`the sandbox refused ${method} ${path}: ${text}`)
    return JSON.parse(text) as Result
  }

const castOf = ({ edgeWorkers = [4101, 4102], children = {}, pace = usualPace }: CrashWorldOptions): Cast => ({
  edgeWorkers,
  children,
  pace,
})

/** Sets it up. Nothing of it is left after `close`, the workers that were started included. */
export const startCrashWorld = async (options: CrashWorldOptions = {}): Promise<CrashWorld> => {
  const { scale = 0.1, rate = 300, soakMs = 90_000 } = options
  let cast = castOf(options)
  let made = 0
  // A worker may just have read a bundle of the world before, and keep what it holds: no version string comes twice.
  const nextSeed = () => crashSeed(cast, `1.${++made}`)
  const dir = await mkdtemp(join(tmpdir(), 'edgekv-chatops-crash-'))
  const auditDir = join(dir, 'audit')
  await writeFile(join(dir, 'config.yaml'), crashConfig(auditDir, soakMs), { mode: 0o600 })
  const akamai = await startAkamai({ tls: false, port: 0, seed: nextSeed() })
  const redis = await startRedis()
  const env = environmentOf(dir, {
    REDIS_URL: redis.url,
    AKAMAI_EDGERC: akamai.edgerc,
    AKAMAI_BASE_URL: akamai.url,
    EDGEKV_CHATOPS_CLOCK_URL: akamai.clockUrl,
    EDGEKV_CHATOPS_WORKER_TIME_SCALE: String(scale),
  })
  const control = controlOf(akamai.controlUrl)
  const tools = await openParentTools(env)
  await control.rate(rate)
  const ask = caller(akamai.controlUrl)
  const workers: WorkerProcess[] = []
  const load = async (key: RecordKey): Promise<ActionRecord> => (await loadRecord(tools.chat, key)).record.value
  return {
    control,
    env,
    redis,
    auditDir,
    get facts() {
      return { ...cast, soakMs }
    },
    ask,
    startWorker: ({ without, redisUrl } = {}) => {
      const worker = startWorkerProcess({
        ...env,
        ...(without === undefined ? {} : { EDGEKV_CHATOPS_TEST_WITHOUT: without }),
        ...(redisUrl === undefined ? {} : { REDIS_URL: redisUrl }),
      })
      workers.push(worker)
      return worker
    },
    fresh: async (other = {}) => {
      cast = castOf({ ...options, ...other })
      await ask('DELETE', '/faults')
      await tools.flush()
      await control.seed(nextSeed())
      await control.mark()
      return putRequest(tools.chat, { action: 'rotate', account: 'acme', token: 'mkt_token1', replace: true })
    },
    approve: (key) => approveRequest(tools.chat, key),
    load,
    untilEnd: async (key, limitMs, everyMs = 40) => {
      const until = Date.now() + limitMs
      while (Date.now() < until) {
        const record = await load(key).catch(() => undefined)
        if (record !== undefined && (isEnd(record.state) || record.state === 'held')) return record
        await wait(everyMs)
      }
      return undefined
    },
    close: async () => {
      await Promise.all(workers.map((worker) => worker.end()))
      await tools.close()
      await redis.close()
      await akamai.close()
      await rm(dir, { recursive: true, force: true })
    },
  }
}
