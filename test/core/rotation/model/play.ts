import { expect } from 'vitest'
import { movedTargets } from '../../../../src/core/plan/bind-retry.ts'
import type { Snapshot } from '../../../../src/core/ports/records.ts'
import { type Move, recordPart } from '../../../../src/core/request/move.ts'
import type { ActionRecord } from '../../../../src/core/request/record.ts'
import { isEnd } from '../../../../src/core/request/state.ts'
import { commitMove } from '../../../../src/core/rotation/commit-next.ts'
import { candidatesOf, targetsOf } from '../../../../src/core/rotation/snapshot-parts.ts'
import { person } from '../../request/record-fixture.ts'
import type { Kind } from './asked.ts'
import type { Command } from './commands.ts'
import { accountOf, type Deed, deedNames, deeds } from './deeds.ts'
import { forgotten } from './ends.ts'
import type { Scenario } from './scenario.ts'
import type { Visits } from './visits.ts'
import { type Lack, ModelWorld } from './world.ts'

const minute = 60_000

type Of<Kind extends Command['kind']> = Extract<Command, { kind: Kind }>

interface Decided {
  readonly snapshot: Snapshot
  readonly move: Move
}

/** Somebody has read the board, and commits what they decided a while later. */
interface Thinking extends Decided {
  readonly op: string
  readonly twice: boolean
  left: number
}

/** At most so many records in one run: each one has its own way to the end. */
const mostRecords = 4

/** One run: commands done to a world, and then everything brought to its end. */
export class Play {
  readonly world: ModelWorld
  readonly #names = ['w0', 'w1', 'w2']
  #thinking: Thinking[] = []
  #workers = 3
  readonly #asked = new Set<Kind>()

  constructor(scenario: Scenario, visits?: Visits, without?: Lack) {
    this.world = new ModelWorld(scenario, visits, without)
  }

  decide(snapshot: Snapshot, deed: Deed, who = 'ben', on: 'slack' | 'teams' = 'slack'): Decided | undefined {
    const call = { person: person(who), from: accountOf(who, on), now: this.world.now }
    const moved = deeds[deed](snapshot, call)
    return moved.kind === 'move' ? { snapshot, move: moved.move } : undefined
  }

  async commit({ snapshot, move }: Decided, op = this.world.nextOp()): Promise<string> {
    const port = this.world.records.portOf('people', async () => undefined)
    const clock = { now: () => this.world.now, sleep: async () => undefined }
    return (await commitMove({ records: port, clock, ids: { next: () => op } }, snapshot, move)).kind
  }

  async #think(): Promise<void> {
    for (const one of this.#thinking) one.left -= 1
    const ready = this.#thinking.filter(({ left }) => left < 0)
    this.#thinking = this.#thinking.filter(({ left }) => left >= 0)
    for (const one of ready) {
      const first = await this.commit(one, one.op)
      if (one.twice) expect(await this.commit(one, one.op)).toBe(first)
    }
  }

  #start({ worker, pick }: Of<'start'>): void {
    const due = this.world.due().filter((item) => item.at <= this.world.now)
    const item = due[pick % Math.max(1, due.length)]
    this.world.start(this.#names[worker] ?? '', item ?? { id: this.world.ids[0] ?? '', part: recordPart })
  }

  #pass(ms: number | 'next'): void {
    const { now } = this.world
    const next = this.world.due().find(({ at }) => at > now)?.at ?? now + minute
    this.world.now = ms === 'next' ? next : now + ms
  }

  #crash({ worker }: Of<'crash' | 'silence'>): void {
    this.world.kill(this.#names[worker] ?? '')
    this.#names[worker] = `w${this.#workers}`
    this.#workers += 1
  }

  async #steps({ pick, times, fate }: Of<'step'>): Promise<void> {
    for (let n = 0; n < times; n += 1) {
      this.world.turns.release(pick, n === times - 1 ? fate : 'ok')
      await this.world.quiet()
    }
  }

  /** What this person can do there; going back is always possible, and seldom wanted. */
  #possible(snapshot: Snapshot, { who, on, rash }: Of<'person'>): readonly Decided[] {
    return deedNames
      .filter((deed) => rash || (deed !== 'abandon' && deed !== 'withdraw'))
      .flatMap((deed) => this.decide(snapshot, deed, who, on) ?? [])
  }

  #person(one: Of<'person'>): void {
    const all = this.world.snapshots()
    const snapshot = all[one.whose % all.length]
    const possible = snapshot === undefined ? [] : this.#possible(snapshot, one)
    const decided = possible[one.pick % Math.max(1, possible.length)]
    const op = this.world.nextOp()
    if (decided !== undefined) this.#thinking.push({ ...decided, op, twice: one.twice, left: one.thinks })
  }

  #others({ deed, id, network }: Of<'others'>): void {
    const { world } = this
    const base = world.scenario.family === 'none' || id === '1' ? '1.0' : '2.0'
    const ours = candidatesOf(world.snapshot()).find((one) => one.edgeWorkerId === id)?.version
    const version = { base, ahead: ours ?? '', 'hot-fix': deed, clean: deed }
    world.outside((akamai) => {
      if (deed === 'failure') akamai.deployments.failNewest()
      else if (deed === 'outage') world.downUntil = world.now + 75 * minute
      else if (deed === 'revoke-old') akamai.revoke('shop')
      else if (deed === 'revoke-new') akamai.revoke('shop_r2')
      else akamai.deploy(id, network, version[deed as keyof typeof version])
    })
    world.visits.add(`others: ${deed}`)
  }

  #ask({ what }: Of<'ask'>): void {
    const { world } = this
    // Names are reserved: nobody gets the same one twice.
    if (world.ids.length >= mostRecords || (what !== 'retry' && what !== 'refresh' && this.#asked.has(what))) return
    this.#asked.add(what)
    const held = world.snapshots().find(({ record }) => record.value.state === 'held')
    const isAsked = world.snapshots().some(({ record: { value } }) => value.parent !== undefined && !isEnd(value.state))
    if (what !== 'retry') world.ask(what)
    else if (held !== undefined && !isAsked && held.record.value.id === world.ids[0]) world.ask(what, held)
  }

  #rights(): void {
    const { mayNot } = this.world
    if (mayNot.has('ben')) mayNot.delete('ben')
    else mayNot.add('ben')
  }

  async do(one: Command): Promise<void> {
    await this.#think()
    if (one.kind === 'step') await this.#steps(one)
    if (one.kind === 'start') this.#start(one)
    if (one.kind === 'crash') this.#crash(one)
    if (one.kind === 'silence') this.world.silence(this.#names[one.worker] ?? '')
    if (one.kind === 'time') this.#pass(one.ms)
    if (one.kind === 'others') this.#others(one)
    if (one.kind === 'ask') this.#ask(one)
    if (one.kind === 'rights') this.#rights()
    if (one.kind === 'person') this.#person(one)
    await this.world.quiet()
    this.world.violations.push(...forgotten(this.world))
  }

  #answerTo({ state, leftState }: ActionRecord, n: number): Deed | undefined {
    const { atLast, isSlow, denies } = this.world.scenario
    if (state === 'held') return leftState === 'abandoning' || n % 3 === 0 ? 'retry' : 'abandon'
    if (state === 'requested') return 'approve'
    if (state === 'awaiting-revoke') return atLast === 'look' && n % 2 === 0 ? 'keep' : atLast
    if (isSlow && n < 100) return undefined
    if (state === 'awaiting-production') return denies && n % 2 === 0 ? 'deny' : 'go'
    return state === 'awaiting-source' ? 'source' : undefined
  }

  /** A base that moved is asked about anew, once. */
  #askForRetry(snapshot: Snapshot): boolean {
    const before = this.world.ids.length
    if (movedTargets(snapshot).length > 0 && !this.#asked.has('retry')) this.#ask({ kind: 'ask', what: 'retry' })
    return this.world.ids.length > before
  }

  async #answer(snapshot: Snapshot, n: number): Promise<void> {
    const record = snapshot.record.value
    const isWaiting = this.world
      .snapshots()
      .some(({ record: { value } }) => value.parent === record.id && !isEnd(value.state))
    if (isWaiting || (record.state === 'held' && this.#askForRetry(snapshot))) return
    const answer = this.#answerTo(record, n)
    const who = n % 2 === 0 ? 'cho' : 'ben'
    const decided = answer === undefined ? undefined : this.decide(snapshot, answer, who)
    if (decided !== undefined) await this.commit(decided)
  }

  /** Told of it every day, somebody activates a parent anew that still runs a child as it was. */
  #activateParents(): void {
    const { akamai, ids } = this.world
    for (const target of ids.flatMap((id) => targetsOf(this.world.snapshot(id)))) {
      if (target.state !== 'waiting-for-parents' || target.toldAt === undefined) continue
      for (const parent of target.lagging ?? []) {
        const live = akamai.deployments.live(parent, target.network)?.version
        if (live !== undefined) this.world.outside(() => akamai.deploy(parent, target.network, live))
      }
    }
  }

  #comeBack(): void {
    const { scenario, akamai } = this.world
    if (!scenario.comesBack || this.world.snapshot().record.value.state !== 'soaking') return
    this.world.outside(() => akamai.deploy('1', 'PRODUCTION', 'hot-fix'))
  }

  /** People answer every gate, time passes, until all has ended. What stands still is held: then it goes back. */
  async end(): Promise<void> {
    const { world } = this
    await world.finish()
    for (const name of this.#names) world.kill(name)
    for (let n = 0; n < 600 && !world.hasEnded(); n += 1) {
      for (const snapshot of world.snapshots()) await this.#answer(snapshot, n)
      this.#comeBack()
      this.#activateParents()
      // Who waits for a lock or a parent looks often, for as long as the other one soaks or a freeze holds.
      this.#pass(n > 60 || world.waitsForLocks() ? 30 * minute : 'next')
      for (const item of world.due()) if (item.at <= world.now) world.start('last', item)
      await world.finish()
      world.violations.push(...forgotten(world))
    }
  }
}
