import { randomUUID } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { setTimeout as wait } from 'node:timers/promises'
import { createAkamai } from '../../../src/akamai/akamai-accounts.ts'
import { readCredential } from '../../../src/akamai/credentials.ts'
import { type Control, controlOf } from '../../../src/cli/demo/control.ts'
import type { AuditEvent } from '../../../src/core/audit/audit-event.ts'
import { defaultBundleLimits } from '../../../src/core/bundle/bundle-limits.ts'
import type { Inventory } from '../../../src/core/inventory/inventory.ts'
import type { Ask } from '../../../src/core/plan/ask.ts'
import { makePlan } from '../../../src/core/plan/make-plan.ts'
import type { Plan } from '../../../src/core/plan/plan.ts'
import type { PlanTools } from '../../../src/core/plan/plan-tools.ts'
import type { Planned } from '../../../src/core/plan/planned.ts'
import type { RotationSettings } from '../../../src/core/plan/rotation-settings.ts'
import type { DueItem, RecordKey, Records, Snapshot } from '../../../src/core/ports/records.ts'
import { type Moved, recordPart } from '../../../src/core/request/move.ts'
import type { ActionRecord } from '../../../src/core/request/record.ts'
import { isEnd, type State } from '../../../src/core/request/state.ts'
import { commitMove } from '../../../src/core/rotation/commit-next.ts'
import { createEngine } from '../../../src/core/rotation/engine.ts'
import type { EngineTools, Readiness } from '../../../src/core/rotation/engine-tools.ts'
import { newRecord } from '../../../src/core/rotation/new-record.ts'
import type { StepTools } from '../../../src/core/rotation/steps/step.ts'
import { Secret } from '../../../src/core/token/secret.ts'
import { startRedis } from '../../../src/sandbox/redis/start-redis.ts'
import { startAkamai } from '../../../src/sandbox/start-akamai.ts'
import type { WorldSeed } from '../../../src/sandbox/world/world-types.ts'
import { connectRedis } from '../../../src/store/connect.ts'
import { startHeartbeat } from '../../../src/store/heartbeat.ts'
import { createRedisInspections } from '../../../src/store/redis-inspections.ts'
import { createRedisQuota } from '../../../src/store/redis-quota.ts'
import { createRedisRecords } from '../../../src/store/redis-records.ts'
import { followClock } from '../../../src/web/remote-clock.ts'
import { createMemoryLog } from '../../fakes/memory-log.ts'

export const people = {
  ana: {
    id: 'person:ana',
    name: 'ana',
    linked: true,
    identities: [{ platform: 'slack', workspace: 'T1', user: 'UANA' }],
  },
  ben: {
    id: 'person:ben',
    name: 'ben',
    linked: true,
    identities: [{ platform: 'slack', workspace: 'T1', user: 'UBEN' }],
  },
} as const

const settings: RotationSettings = {
  soakMs: 86_400_000,
  sourceDeadlineMs: 7 * 86_400_000,
  waves: [1, 'all'],
  productionGate: false,
  freezes: [],
}

export interface RotationWorld {
  readonly control: Control
  readonly events: AuditEvent[]
  readonly logLines: () => readonly string[]
  plan(ask: Ask): Promise<Planned>
  /** Approved, and not begun. */
  begin(ask: Ask, more?: Partial<ActionRecord>): Promise<RecordKey>
  load(key: RecordKey): Promise<Snapshot>
  people(key: RecordKey, decide: (snapshot: Snapshot) => Moved): Promise<Moved>
  /** Works on whatever is due until the record is in one of these states, jumping the clock to the next due time. */
  runUntil(key: RecordKey, ...states: readonly State[]): Promise<ActionRecord>
  /** Lets virtual time pass, then works on what became due. */
  pass(duration: string): Promise<void>
  readiness: Readiness
  /** Instead of `readiness`, where set. */
  checkReadiness?: (record: ActionRecord) => Promise<Readiness>
  readonly planTools: PlanTools
  readonly stepTools: StepTools
  now(): number
  /** Asked of the sandbox's control API. */
  outside(path: string, body: unknown): Promise<unknown>
  /** Everything that Redis holds is gone, as after a loss. */
  loseRedis(): Promise<void>
  readonly records: Records
  /** Works on what is due, without letting time pass. */
  work(): Promise<void>
  /** Wakes the record itself, as a wake-up that comes beside others. */
  wake(key: RecordKey): Promise<void>
  /** How often Akamai got each call since the mark. */
  calls(): Promise<Readonly<Record<string, number>>>
  close(): Promise<void>
}

export interface WorldOptions {
  readonly seed?: WorldSeed
  readonly settings?: Partial<RotationSettings>
  readonly generation?: 'expiring' | 'auto-refreshing'
  /** Wall time for all tries of one call. */
  readonly budgetMs?: number
  readonly helper?: { readonly version: string; readonly bytes: Uint8Array }
  /** The account's limit for an uploaded bundle, in bytes. */
  readonly maxPacked?: number
  /** What stands between the bot and Akamai. */
  readonly between?: (tools: StepTools) => StepTools
}

const planOf = (planned: Planned): Plan => {
  if (planned.kind !== 'plan') throw new Error(`no plan: ${planned.kind}`)
  return planned.plan
}

/** The sandbox's Akamai, a private Redis, and the real engine in between, driven by hand on the sandbox's clock. */
export const startRotationWorld = async (options: WorldOptions = {}): Promise<RotationWorld> => {
  const akamaiSandbox = await startAkamai({
    tls: false,
    port: 0,
    ...(options.seed === undefined ? {} : { seed: options.seed }),
  })
  const server = await startRedis()
  const log = createMemoryLog()
  const clock = await followClock(akamaiSandbox.clockUrl, log)
  const edgercText = readFileSync(akamaiSandbox.edgerc, 'utf8')
  const credential = readCredential({ section: 'default', edgercText, env: {} })
  if (!credential.ok) throw new Error(credential.problem.sentence)
  const generation = options.generation ?? 'auto-refreshing'
  const akamai = createAkamai({
    accounts: [{ name: 'acme', credentials: { production: credential.credential }, generation }],
    clock,
    log,
    http: { baseUrl: akamaiSandbox.url, timeoutMs: 2000, budgetMs: options.budgetMs ?? 2000 },
  })
  const redis = connectRedis({ url: Secret.of(server.url) }, { role: 'command' })
  const times = { heartbeatMs: 100, heartbeatTtlMs: 300, absenceAfterMs: 300 }
  const heartbeat = await startHeartbeat({ redis, worker: randomUUID(), times })
  const store = { redis, heartbeat, clock }
  const events: AuditEvent[] = []
  const write = async (more: readonly AuditEvent[]): Promise<boolean> => events.push(...more) > 0
  const records = createRedisRecords({ ...store, onEvents: write })
  const inspections = createRedisInspections(redis)
  const all: RotationSettings = { ...settings, ...options.settings }
  let inventory: Inventory | undefined
  const stepTools: StepTools = {
    ...akamai.of('acme'),
    inspections,
    quota: createRedisQuota(store),
    bundles: {
      limits: {
        ...defaultBundleLimits,
        ...(options.maxPacked === undefined ? {} : { maxPacked: options.maxPacked }),
      },
      ...(options.helper === undefined ? {} : { helper: options.helper.bytes }),
    },
    soakMs: all.soakMs,
    now: () => clock.now(),
  }
  const planTools: PlanTools = {
    ...stepTools,
    inventories: {
      load: async () => inventory,
      begin: async () => 1,
      save: async (one) => {
        inventory = one
        return 'ok'
      },
    },
    records,
    settings: all,
    generation,
    ...(options.helper === undefined ? {} : { helperVersion: options.helper.version }),
    ownerOf: () => 'marketing',
  }
  const woken: DueItem[] = []
  const world: Pick<RotationWorld, 'readiness' | 'checkReadiness'> = { readiness: { kind: 'ready' } }
  const tools: EngineTools = {
    records,
    wakeups: { wake: async (items) => void woken.push(...items) },
    audit: { append: async (more) => void (await write(more)) },
    clock,
    ids: { next: () => randomUUID() },
    log,
    settings: all,
    toolsFor: () => options.between?.(stepTools) ?? stepTools,
    readinessOf: async (record) => world.checkReadiness?.(record) ?? world.readiness,
  }
  const engine = createEngine(tools)
  const control = controlOf(akamaiSandbox.controlUrl)
  const load = async (key: RecordKey): Promise<Snapshot> => {
    const snapshot = await records.load(key)
    if (snapshot === undefined) throw new Error(`no record ${key.id}`)
    return snapshot
  }
  const workOnce = async (): Promise<boolean> => {
    const items = [...woken.splice(0), ...(await records.due(50))]
    for (const item of items) await engine.handle(item)
    return items.length > 0
  }
  /** The clock is told of a jump by a held answer; this waits for it. */
  const advance = async (ms: number): Promise<void> => {
    const wanted = clock.now() + ms
    await control.advance(ms)
    while (clock.now() < wanted) await wait(1)
  }
  const jump = async (): Promise<void> => {
    const next = await records.nextDue()
    if (next === undefined) throw new Error('nothing is due any more')
    if (next > clock.now()) await advance(next - clock.now() + 1)
  }
  return Object.assign(world, {
    control,
    events,
    planTools,
    stepTools,
    records,
    loseRedis: async () => {
      await redis.call('FLUSHALL')
      inventory = undefined
    },
    now: () => clock.now(),
    outside: async (path: string, body: unknown) => {
      const response = await fetch(`${akamaiSandbox.controlUrl}${path}`, { method: 'POST', body: JSON.stringify(body) })
      if (!response.ok) throw new Error(await response.text())
      return response.json()
    },
    work: async () => {
      while (await workOnce());
    },
    calls: async () => {
      const response = await fetch(`${akamaiSandbox.controlUrl}/calls`)
      const { calls } = (await response.json()) as { calls: readonly { call: string; count: number }[] }
      return Object.fromEntries(calls.map(({ call, count }) => [call, count]))
    },
    wake: (key: RecordKey) => engine.handle({ ...key, part: recordPart }),
    logLines: () => log.lines.map((line) => JSON.stringify(line)),
    plan: (ask: Ask) => makePlan(planTools, ask),
    load,
    begin: async (ask: Ask, more: Partial<ActionRecord> = {}) => {
      const plan = planOf(await makePlan(planTools, ask))
      const made = await records.create('acme', (id, mark) => {
        const fresh = newRecord({
          id,
          mark,
          ask,
          plan,
          policy: { match: {}, approvals: 1, selfApproval: false, reason: 'optional', lapseAfterMs: 28_800_000 },
          person: people.ana,
          from: people.ana.identities[0],
          now: clock.now(),
        })
        const record = { ...fresh.record, state: 'approved' as const, decidedAt: clock.now(), ...more }
        return { ...fresh, record, due: { [recordPart]: clock.now() } }
      })
      return { account: 'acme', id: made.id }
    },
    people: async (key: RecordKey, decide: (snapshot: Snapshot) => Moved) => {
      const snapshot = await load(key)
      const moved = decide(snapshot)
      if (moved.kind === 'move') await commitMove(tools, snapshot, moved.move)
      return moved
    },
    runUntil: async (key: RecordKey, ...states: readonly State[]) => {
      for (let turn = 0; turn < 600; turn += 1) {
        const { value } = (await load(key)).record
        if (states.includes(value.state)) return value
        if (isEnd(value.state) || value.state === 'held')
          throw new Error(`ended in ${value.state}: ${value.outcome ?? value.trouble?.sentence ?? ''}`)
        if (!(await workOnce())) await jump()
      }
      throw new Error(`never came to ${states.join(', ')}: it is ${(await load(key)).record.value.state}`)
    },
    pass: async (duration: string) => {
      const ms =
        Number(duration.slice(0, -1)) *
        (duration.endsWith('d') ? 86_400_000 : duration.endsWith('h') ? 3_600_000 : 60_000)
      await advance(ms)
      while (await workOnce());
    },
    close: async () => {
      await heartbeat.stop()
      redis.disconnect()
      await akamai.close()
      await clock.close()
      await server.close()
      await akamaiSandbox.close()
    },
  })
}
