import { createHash } from 'node:crypto'
import { defaultBundleLimits } from '../../../../src/core/bundle/bundle-limits.ts'
import type { BundleContents } from '../../../../src/core/inventory/bundle-contents.ts'
import { digestOf } from '../../../../src/core/plan/digest.ts'
import type { Binding } from '../../../../src/core/plan/plan.ts'
import type { EdgeWorkers } from '../../../../src/core/ports/edge-workers.ts'
import type { Snapshot } from '../../../../src/core/ports/records.ts'
import { isEnd } from '../../../../src/core/request/state.ts'
import { createEngine, type Engine } from '../../../../src/core/rotation/engine.ts'
import { newRecord } from '../../../../src/core/rotation/new-record.ts'
import { networks } from '../../../../src/core/token/network.ts'
import { type Fate, MemoryAkamai, type MemoryEffect } from '../../../fakes/memory-akamai.ts'
import { createMemoryLog } from '../../../fakes/memory-log.ts'
import { MemoryRecords } from '../../../fakes/memory-records.ts'
import { bundleOf, oldUuid, tokenFile } from '../../bundle/support/samples.ts'
import { from, person, requested } from '../../request/record-fixture.ts'
import { broken } from './rules.ts'
import { Turns } from './turns.ts'

const minute = 60_000
const soakMs = 24 * 60 * minute
const base = bundleOf({ 'edgekv_tokens.js': tokenFile({ reference: oldUuid, name: 'shop' }) })
/** What somebody else may deploy meanwhile: with the old token still, or with none. */
const theirs = {
  'hot-fix': bundleOf({ 'bundle.json': '{ "edgeworker-version": "hot-fix" }' }),
  clean: bundleOf({ 'bundle.json': '{ "edgeworker-version": "clean" }', 'edgekv_tokens.js': tokenFile() }),
}
const scope = { namespaces: { shop: ['r'] }, networks, edgeWorkerIds: [] } as const
const checksum = createHash('sha256').update(base).digest('hex')

const binding: Binding = {
  v: 1,
  account: 'acme',
  action: 'rotate',
  old: { name: 'shop', uuid: oldUuid },
  new: [{ name: 'shop_r2', generation: 'auto-refreshing', scope }],
  targets: ['1', '2'].flatMap((edgeWorkerId) =>
    networks.map((network) => ({
      edgeWorkerId,
      network,
      baseVersion: '1.0',
      baseChecksum: checksum,
      entries: [{ path: 'edgekv_tokens.js', key: 'namespace-shop', from: 'shop', to: 'shop_r2' }],
    })),
  ),
  options: {},
}

/** Bundles are the same in every run, so what they hold is read once. */
const read = new Map<string, BundleContents>()
const inspections = {
  load: async ({ edgeWorkerId, version }: { edgeWorkerId: string; version: string }) =>
    read.get(`${edgeWorkerId} ${version}`),
  save: async ({ edgeWorkerId, version }: { edgeWorkerId: string; version: string }, contents: BundleContents) =>
    void read.set(`${edgeWorkerId} ${version}`, contents),
}

export interface ModelOptions {
  readonly productionGate: boolean
  /** A bot that lacks this, to see that the rules find it. */
  readonly without?: 'soak' | 'look'
}

/** One approved rotation over two EdgeWorkers and both networks, with any number of workers that a test steps by hand. */
export class ModelWorld {
  now = Date.parse('2026-11-24T12:00:00Z')
  readonly id = 'R42'
  readonly turns = new Turns()
  readonly effects: MemoryEffect[] = []
  readonly violations: string[] = []
  readonly records = new MemoryRecords(() => this.now)
  readonly settings
  readonly akamai: MemoryAkamai
  readonly #running = new Set<Promise<void>>()
  readonly #engines = new Map<string, Engine>()
  readonly #without: ModelOptions['without']
  #ops = 0

  constructor({ productionGate, without }: ModelOptions) {
    this.#without = without
    this.settings = {
      soakMs: without === 'soak' ? 0 : soakMs,
      sourceDeadlineMs: 7 * 24 * 60 * minute,
      waves: [1, 'all'],
      productionGate,
      freezes: [],
    } as const
    const versions = { '1.0': base, ...theirs }
    const ew = { versions, live: { STAGING: '1.0', PRODUCTION: '1.0' } }
    this.akamai = new MemoryAkamai({
      now: () => this.now,
      activationMs: 5 * minute,
      tokens: [{ name: 'shop', uuid: oldUuid, expiry: '9999-12-31', scope }],
      edgeWorkers: { '1': ew, '2': ew },
      onEffect: (effect, akamai) => this.#judge(effect, akamai),
    })
    const ana = person('ana')
    const { plan, policy } = requested()
    const findings = { ...plan.findings, madeAt: this.now, oldScope: scope, oldGeneration: 'auto-refreshing' } as const
    const made = newRecord({
      id: this.id,
      mark: 'k7qx42',
      ask: { action: 'rotate', account: 'acme', token: 'shop' },
      plan: { binding, digest: digestOf(binding), findings },
      policy: { ...policy, lapseAfterMs: 7 * 24 * 60 * minute },
      person: ana,
      from: from(ana),
      now: this.now,
    })
    const { lapsesAt: _lapses, ...rest } = made.record
    this.records.create({ ...rest, state: 'approved', decidedAt: this.now }, made.parts)
  }

  #judge(effect: MemoryEffect, akamai: MemoryAkamai): void {
    const { now, effects: before } = this
    const moment = { effect, akamai, snapshot: this.snapshot(), now, soakMs, before: [...before] }
    this.violations.push(...broken(moment))
    this.effects.push(effect)
  }

  snapshot(): Snapshot {
    const found = this.records.snapshot(this.id)
    if (found === undefined) throw new Error('the record is gone')
    return found
  }

  nextOp(): string {
    this.#ops += 1
    return `op-${this.#ops}`
  }

  #edgeWorkersOf(turn: () => Promise<Fate>): EdgeWorkers {
    const port = this.akamai.edgeWorkersOf(turn)
    return this.#without === 'look' ? { ...port, listEdgeWorkers: async () => [] } : port
  }

  #engineOf(worker: string): Engine {
    const known = this.#engines.get(worker)
    if (known !== undefined) return known
    const turn = this.turns.of(worker)
    const tools = {
      edgeKv: this.akamai.edgeKvOf(turn),
      edgeWorkers: this.#edgeWorkersOf(turn),
      inspections,
      quota: {
        take: async () => ({ ok: true }) as const,
        activationsLeft: async () => 500,
        observe: async () => undefined,
      },
      bundles: { limits: defaultBundleLimits },
      soakMs: this.settings.soakMs,
      now: () => this.now,
    }
    const engine = createEngine({
      records: this.records.portOf(worker, turn),
      wakeups: { wake: async () => undefined },
      audit: { append: async () => void (await turn()) },
      clock: { now: () => this.now, sleep: async () => undefined },
      ids: { next: () => this.nextOp() },
      log: createMemoryLog(),
      settings: this.settings,
      toolsFor: () => tools,
      readinessOf: async () => ({ kind: 'ready' }),
    })
    this.#engines.set(worker, engine)
    return engine
  }

  /** A worker looks at one item; it stops at its first call until it is its turn. */
  start(worker: string, part: string): void {
    const running: Promise<void> = this.#engineOf(worker)
      .handle({ account: 'acme', id: this.id, part })
      .catch(() => undefined)
      .finally(() => this.#running.delete(running))
    this.#running.add(running)
  }

  /** Until nobody computes any more: each worker waits for its turn, or has ended. */
  async quiet(): Promise<void> {
    do await new Promise(setImmediate)
    while (this.turns.waiting === 0 && this.#running.size > 0)
  }

  /** Everybody goes on to the end of what they do. */
  async finish(): Promise<void> {
    this.turns.free()
    await Promise.all(this.#running)
  }

  due(): readonly { readonly part: string; readonly at: number }[] {
    return this.records.due()
  }

  kill(worker: string): void {
    this.turns.kill(worker)
    this.records.kill(worker)
  }

  /** What its end left behind that it says it did not. */
  unfinished(): readonly string[] {
    const { state, newTokenKept, outcome = '' } = this.snapshot().record.value
    const made = this.effects.some(({ kind }) => kind === 'create')
    const hasOld = this.akamai.tokens.has('shop')
    const hasNew = made && this.akamai.tokens.has('shop_r2')
    return [
      ...(isEnd(state) ? [] : [`it stands still in ${state}`]),
      ...(state === 'succeeded' && hasOld && !outcome.includes('kept')
        ? ['it succeeded, and the old token lives']
        : []),
      ...(state === 'succeeded' && !hasNew ? ['it succeeded without a new token'] : []),
      ...(state === 'abandoned' && !hasOld ? ['it was abandoned, and the old token is gone'] : []),
      ...(state === 'abandoned' && hasNew && newTokenKept !== true
        ? ['it was abandoned, and the new token lives']
        : []),
      ...(state === 'void' && hasNew ? ['it is void, and a new token lives'] : []),
    ]
  }
}
