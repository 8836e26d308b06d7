import type { PartId, RecordKey, Records, Snapshot } from '../../../../src/core/ports/records.ts'
import { recordPart } from '../../../../src/core/request/move.ts'
import { isEnd } from '../../../../src/core/request/state.ts'
import { createEngine, type Engine } from '../../../../src/core/rotation/engine.ts'
import type { StepTools } from '../../../../src/core/rotation/steps/step.ts'
import { MemoryAkamai, type MemoryEffect } from '../../../fakes/akamai/memory-akamai.ts'
import { createMemoryLog } from '../../../fakes/memory-log.ts'
import { MemoryRecords } from '../../../fakes/memory-records.ts'
import { oldUuid } from '../../bundle/support/samples.ts'
import { asked, type Kind } from './asked.ts'
import { cartUuid, combined, edgeWorkersAtFirst, scopeOf, uuidOf } from './bundles.ts'
import { brokenGate } from './decisions.ts'
import { inOneHandle, lineOf, modelTools } from './model-tools.ts'
import { isMoved, modelReadiness } from './readiness.ts'
import { broken, intentOf, isIn, type ModelEffect, partOf } from './rules.ts'
import { freezesOf, type Scenario } from './scenario.ts'
import { Turns } from './turns.ts'
import { Visits } from './visits.ts'

const minute = 60_000
const soakMs = 24 * 60 * minute

/** A bot that lacks this, to see that the rules find it. */
export type Lack = 'soak' | 'look' | 'freeze' | 'locks' | 'readiness' | 'fence'

/** Whether a plan was as approved at any moment since a worker began to look at it. */
interface Look {
  everAsApproved: boolean
}

const tokensAtFirst = ({ token }: Scenario) => {
  const row = (name: string, uuid: string) => ({ name, uuid, expiry: '9999-12-31', scope: scopeOf(name) })
  const cart = { ...row('cart', cartUuid), latestRefreshDate: '2026-11-01' }
  return token === 'dead' ? [cart] : [row('shop', oldUuid), cart]
}

/**
 * One rotation over two EdgeWorkers and both networks, and what others ask for beside it, with any number of workers that a
 * test steps by hand.
 */
export class ModelWorld {
  now = Date.parse('2026-11-24T12:00:00Z')
  /** Until then Akamai answers nobody. */
  downUntil = 0
  readonly ids: string[] = []
  readonly turns = new Turns()
  readonly effects: ModelEffect[] = []
  readonly violations: string[] = []
  readonly records: MemoryRecords
  readonly akamai: MemoryAkamai
  readonly scenario: Scenario
  readonly visits: Visits
  readonly freezes
  readonly settings
  /** Approvers that have lost their right. */
  readonly mayNot = new Set<string>()
  readonly #running = new Set<Promise<void>>()
  readonly #engines = new Map<string, Engine>()
  readonly #intents = new Set<string>()
  readonly #looks = new Map<string, Look>()
  /** By record and its version: as it was when it moved there. */
  readonly #moved = new Map<string, Snapshot>()
  /** By worker, record and part: what its last fence let pass was decided on. */
  readonly #fenced = new Map<string, readonly Snapshot[]>()
  readonly #without: Lack | undefined
  #ops = 0

  constructor(scenario: Scenario, visits = new Visits(), without?: Lack) {
    this.#without = without
    this.scenario = scenario
    this.visits = visits
    this.records = new MemoryRecords(
      () => this.now,
      (before, after, worker) => this.#committed(before, after, worker),
    )
    this.freezes = freezesOf(scenario, this.now)
    this.settings = {
      soakMs: without === 'soak' ? 0 : soakMs,
      sourceDeadlineMs: 7 * 24 * 60 * minute,
      waves: [1, 'all'],
      productionGate: scenario.productionGate,
      freezes: without === 'freeze' ? [] : this.freezes,
    } as const
    this.akamai = new MemoryAkamai({
      now: () => this.now,
      activationMs: 5 * minute,
      tokenMs: scenario.slowToken ? 2 * minute : 0,
      tokens: tokensAtFirst(scenario),
      uuidOf,
      edgeWorkers: edgeWorkersAtFirst(scenario.family),
      combined,
      onEffect: (effect, akamai) => this.#judge(effect, akamai),
    })
    this.ask('rotate')
  }

  /** Somebody asks for something; `parent`: the held rotation that a retry is about. */
  ask(kind: Kind, parent?: Snapshot): string | undefined {
    const id = `R${42 + this.ids.length}`
    const { akamai, scenario, now } = this
    const made = asked({ id, kind, akamai, scenario, now, ...(parent === undefined ? {} : { parent }) })
    if (made === undefined) return undefined
    this.records.create(made.record, made.parts)
    this.ids.push(id)
    this.visits.add(made.record.state, `asked for ${kind}`)
    return id
  }

  #committed(before: Snapshot, after: Snapshot, worker: string): void {
    this.visits.commit(before, after)
    this.violations.push(...brokenGate(before.record.value, after.record.value))
    const { id, startedAt, parent } = after.record.value
    if (after.record.ver !== before.record.ver) this.#moved.set(`${id} ${after.record.ver}`, after)
    if (startedAt === undefined || before.record.value.startedAt !== undefined || parent !== undefined) return
    if (this.#looks.get(`${worker} ${id}`)?.everAsApproved !== true && isMoved(after.record.value, this.akamai))
      this.violations.push(`${id} starts on a plan that has moved`)
  }

  /** Whose effect it is: the record that a worker was looking at. */
  #judge(effect: MemoryEffect, akamai: MemoryAkamai): void {
    const { now, effects: before, freezes, records } = this
    const [worker = '', id = ''] = effect.worker.split(' ')
    const snapshot = this.snapshot(id)
    const own = { ...effect, worker, record: id, line: effect.worker }
    const holderOf = (lock: string) => records.holderOf(lock)
    const fenced = this.#fenced.get(`${worker} ${id} ${partOf(effect, snapshot)}`) ?? [snapshot]
    const moment = {
      effect: own,
      akamai,
      snapshot,
      fenced,
      now,
      soakMs,
      freezes,
      holderOf,
      before,
      intents: this.#intents,
    }
    this.violations.push(...broken(moment))
    this.visits.effect(own, snapshot.record.value, isIn(freezes, effect.sentAt))
    this.#intents.add(intentOf(moment) ?? '')
    this.effects.push(own)
  }

  /** Somebody else changes something. */
  outside(change: (akamai: MemoryAkamai) => void): void {
    change(this.akamai)
    for (const [key, look] of this.#looks)
      look.everAsApproved ||= !isMoved(this.snapshot(key.split(' ')[1] ?? '').record.value, this.akamai)
  }

  snapshot(id = this.ids[0] ?? ''): Snapshot {
    const found = this.records.snapshot(id)
    if (found === undefined) throw new Error(`there is no ${id}`)
    return found
  }

  snapshots(): readonly Snapshot[] {
    return this.ids.map((id) => this.snapshot(id))
  }

  nextOp(): string {
    this.#ops += 1
    return `op-${this.#ops}`
  }

  #toolsOf(worker: string, id: string): StepTools {
    const line = lineOf(worker, id, {
      turn: this.turns.of(worker),
      now: () => this.now,
      isDown: () => this.now < this.downUntil,
    })
    return modelTools(this.akamai, line, this.settings.soakMs, this.#without !== 'look')
  }

  #recordsOf(worker: string): Records {
    const turn = this.turns.of(worker)
    const port = this.records.portOf(worker, turn)
    const fence: Records['fence'] = async (key, expect) => {
      await turn()
      const passes = this.records.fence(key, expect, worker) || this.#without === 'fence'
      return this.#noteFence(worker, key, expect, passes)
    }
    const commit: Records['commit'] = async ({ locks, ...rest }) => {
      const change = locks === undefined || this.#without === 'locks' ? rest : { ...rest, locks }
      if (change.fence !== true) return port.commit(change)
      const { record = 0, parts = {} } = change.expect
      const committed = this.#without === 'fence' ? ({ kind: 'ok', record, parts } as const) : await port.commit(change)
      this.#noteFence(worker, change, { record, part: change.claim ?? recordPart }, committed.kind === 'ok')
      return committed
    }
    return { ...port, fence, commit }
  }

  /** What was asked right before an effect: what let it pass was decided on this. */
  #noteFence(worker: string, key: RecordKey, asked: { record: number; part: PartId }, passes: boolean): boolean {
    const stood = this.#moved.get(`${key.id} ${asked.record}`)
    const decidedOn = [this.snapshot(key.id), ...(stood === undefined ? [] : [stood])]
    if (passes) this.#fenced.set(`${worker} ${key.id} ${asked.part}`, decidedOn)
    else if (this.records.isTakenOver(key, asked.part, worker)) this.visits.add('taken over: stopped by the fence')
    return passes
  }

  #engineOf(worker: string, id: string): Engine {
    const key = `${worker} ${id}`
    const known = this.#engines.get(key)
    if (known !== undefined) return known
    const tools = this.#toolsOf(worker, id)
    const engine = createEngine({
      records: this.#recordsOf(worker),
      wakeups: { wake: async () => undefined },
      audit: { append: async () => void (await this.turns.of(worker)()) },
      clock: { now: () => this.now, sleep: async () => undefined },
      ids: { next: () => this.nextOp() },
      log: createMemoryLog(),
      settings: this.settings,
      toolsFor: () => tools,
      readinessOf: async (record) => {
        this.#looks.set(key, { everAsApproved: !isMoved(record, this.akamai) })
        if (this.#without === 'readiness') return { kind: 'ready' }
        return modelReadiness(record, tools, (name) => !this.mayNot.has(name))
      },
    })
    this.#engines.set(key, engine)
    return engine
  }

  /** A worker looks at one item; it stops at its first call until it is its turn. */
  start(worker: string, { id, part }: { readonly id: string; readonly part: string }): void {
    const running: Promise<void> = inOneHandle(() => this.#engineOf(worker, id).handle({ account: 'acme', id, part }))
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

  due() {
    return this.records.due()
  }

  kill(worker: string): void {
    this.turns.kill(worker)
    this.records.silence(worker)
  }

  /** It seems dead, and goes on later. A fence that it passes keeps others away for as long as its call may take. */
  silence(worker: string): void {
    if (!this.turns.isActing(worker)) this.records.silence(worker)
  }

  waitsForLocks(): boolean {
    return this.snapshots().some(
      ({ record: { value } }) => value.state === 'queued' || value.abandon?.phase === 'locking',
    )
  }

  hasEnded(): boolean {
    return this.snapshots().every(({ record }) => isEnd(record.value.state))
  }
}
