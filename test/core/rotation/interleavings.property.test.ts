import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Snapshot } from '../../../src/core/ports/records.ts'
import { type Move, type Moved, recordPart } from '../../../src/core/request/move.ts'
import { isEnd } from '../../../src/core/request/state.ts'
import { commitMove } from '../../../src/core/rotation/commit-next.ts'
import { abandon } from '../../../src/core/rotation/moves/abandon.ts'
import type { Call } from '../../../src/core/rotation/moves/call.ts'
import { denyProduction, goToProduction } from '../../../src/core/rotation/moves/production-gate.ts'
import { retry } from '../../../src/core/rotation/moves/retry.ts'
import { decideRevoke } from '../../../src/core/rotation/moves/revoke-gate.ts'
import { sourceDone } from '../../../src/core/rotation/moves/source.ts'
import type { Fate } from '../../fakes/memory-akamai.ts'
import { from, person } from '../request/record-fixture.ts'
import { type ModelOptions, ModelWorld } from './model/world.ts'

const numRuns = Number(process.env['EDGEKV_CHATOPS_PROPERTY_RUNS'] ?? 2_000)
/** `npm test` plays the same ones each time; the long script others. */
const seeded = process.env['EDGEKV_CHATOPS_PROPERTY_RUNS'] === undefined ? { seed: 42 } : {}
const minute = 60_000

const deeds = {
  abandon: (snapshot: Snapshot, call: Call) => abandon(snapshot, call),
  retry: (snapshot: Snapshot, call: Call) => retry(snapshot, call),
  source: ({ record }: Snapshot, call: Call) => sourceDone(record.value, 'updated', call),
  go: ({ record }: Snapshot, call: Call) => goToProduction(record.value, call),
  deny: ({ record }: Snapshot, call: Call) => denyProduction(record.value, call),
  look: ({ record }: Snapshot, call: Call) => decideRevoke(record.value, 'look-again', call),
  anyway: ({ record }: Snapshot, call: Call) => decideRevoke(record.value, 'revoke-anyway', call),
  keep: ({ record }: Snapshot, call: Call) => decideRevoke(record.value, 'keep', call),
} satisfies Record<string, (snapshot: Snapshot, call: Call) => Moved>
type Deed = keyof typeof deeds
const deedNames = [
  'abandon',
  'retry',
  'source',
  'go',
  'deny',
  'look',
  'anyway',
  'keep',
] as const satisfies readonly Deed[]

type Command =
  | { readonly kind: 'step'; readonly pick: number; readonly times: number; readonly fate: Fate }
  | { readonly kind: 'start'; readonly worker: 0 | 1 | 2; readonly pick: number }
  | { readonly kind: 'crash'; readonly worker: 0 | 1 | 2 }
  | { readonly kind: 'time'; readonly ms: number | 'next' }
  | { readonly kind: 'person'; readonly deed: Deed; readonly thinks: number; readonly twice: boolean }
  | {
      readonly kind: 'others'
      readonly deed: 'hot-fix' | 'clean' | 'failure'
      readonly id: '1' | '2'
      readonly network: 'STAGING' | 'PRODUCTION'
    }

const worker = fc.constantFrom(0 as const, 1, 2)
const command: fc.Arbitrary<Command> = fc.oneof(
  {
    weight: 12,
    arbitrary: fc.record({
      kind: fc.constant('step' as const),
      pick: fc.nat(7),
      times: fc.integer({ min: 1, max: 12 }),
      fate: fc.oneof({ weight: 12, arbitrary: fc.constant('ok' as const) }, fc.constantFrom('refuse' as const, 'lose')),
    }),
  },
  { weight: 6, arbitrary: fc.record({ kind: fc.constant('start' as const), worker, pick: fc.nat(7) }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('crash' as const), worker }) },
  {
    weight: 5,
    arbitrary: fc.record({
      kind: fc.constant('time' as const),
      ms: fc.constantFrom<number | 'next'>('next', 'next', 'next', minute, 7 * minute, 65 * minute, 25 * 60 * minute),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constant('person' as const),
      deed: fc.constantFrom(...deedNames),
      thinks: fc.nat(6),
      twice: fc.boolean(),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: fc.constant('others' as const),
      deed: fc.constantFrom('hot-fix' as const, 'clean', 'failure'),
      id: fc.constantFrom('1' as const, '2'),
      network: fc.constantFrom('STAGING' as const, 'PRODUCTION'),
    }),
  },
)

/** Somebody has read the board, and commits what they decided a while later. */
interface Thinking {
  readonly snapshot: Snapshot
  readonly move: Move
  readonly op: string
  readonly twice: boolean
  left: number
}

const ben = person('ben')

class Play {
  readonly world: ModelWorld
  readonly #names = ['w0', 'w1', 'w2']
  #thinking: Thinking[] = []
  #workers = 3

  constructor(options: ModelOptions) {
    this.world = new ModelWorld(options)
  }

  #decide(deed: Deed): { readonly snapshot: Snapshot; readonly move: Move } | undefined {
    const snapshot = this.world.snapshot()
    const moved = deeds[deed](snapshot, { person: ben, from: from(ben), now: this.world.now })
    return moved.kind === 'move' ? { snapshot, move: moved.move } : undefined
  }

  async #commit({ snapshot, move, op }: Pick<Thinking, 'snapshot' | 'move' | 'op'>): Promise<string> {
    const { records } = this.world
    const port = records.portOf('people', async () => undefined)
    const clock = { now: () => this.world.now, sleep: async () => undefined }
    return (await commitMove({ records: port, clock, ids: { next: () => op } }, snapshot, move)).kind
  }

  async #think(): Promise<void> {
    for (const one of this.#thinking) one.left -= 1
    const ready = this.#thinking.filter(({ left }) => left < 0)
    this.#thinking = this.#thinking.filter(({ left }) => left >= 0)
    for (const one of ready) {
      const first = await this.#commit(one)
      if (one.twice) expect(await this.#commit(one)).toBe(first)
    }
  }

  #start(at: 0 | 1 | 2, pick: number): void {
    const due = this.world.due().filter((item) => item.at <= this.world.now)
    const item = due[pick % Math.max(1, due.length)]
    this.world.start(this.#names[at] ?? '', item?.part ?? recordPart)
  }

  #pass(ms: number | 'next'): void {
    const { now } = this.world
    const next = this.world.due().find(({ at }) => at > now)?.at ?? now + minute
    this.world.now = ms === 'next' ? next : now + ms
  }

  #crash(at: 0 | 1 | 2): void {
    this.world.kill(this.#names[at] ?? '')
    this.#names[at] = `w${this.#workers}`
    this.#workers += 1
  }

  async #steps({ pick, times, fate }: Extract<Command, { kind: 'step' }>): Promise<void> {
    for (let n = 0; n < times; n += 1) {
      this.world.turns.release(pick, n === times - 1 ? fate : 'ok')
      await this.world.quiet()
    }
  }

  async do(one: Command): Promise<void> {
    await this.#think()
    if (one.kind === 'step') return this.#steps(one)
    if (one.kind === 'start') this.#start(one.worker, one.pick)
    if (one.kind === 'crash') this.#crash(one.worker)
    if (one.kind === 'time') this.#pass(one.ms)
    if (one.kind === 'others' && one.deed === 'failure') this.world.akamai.failNewest()
    if (one.kind === 'others' && one.deed !== 'failure') this.world.akamai.deploy(one.id, one.network, one.deed)
    if (one.kind === 'person') {
      const decided = this.#decide(one.deed)
      const op = this.world.nextOp()
      if (decided !== undefined) this.#thinking.push({ ...decided, op, twice: one.twice, left: one.thinks })
    }
    await this.world.quiet()
  }

  /** People answer every gate, time passes, until it has ended. A rotation that stands still is held: then it goes back. */
  async end(): Promise<void> {
    const { world } = this
    await world.finish()
    for (const name of this.#names) world.kill(name)
    const answers: Partial<Record<string, Deed>> = {
      held: 'retry',
      'awaiting-production': 'go',
      'awaiting-source': 'source',
      'awaiting-revoke': 'keep',
    }
    for (let n = 0; n < 600; n += 1) {
      const { state } = world.snapshot().record.value
      if (isEnd(state)) return
      const answer = state === 'held' && n % 3 !== 0 ? 'abandon' : answers[state]
      const decided = answer === undefined ? undefined : this.#decide(answer)
      if (decided !== undefined) await this.#commit({ ...decided, op: world.nextOp() })
      this.#pass('next')
      for (const { part, at } of world.due()) if (at <= world.now) world.start('last', part)
      await world.finish()
    }
  }
}

const plays = fc.array(command, { minLength: 20, maxLength: 60, size: 'max' })

test(
  'whatever interleaves, nothing is revoked early, goes to production before staging, starts at a gate or happens twice',
  async () => {
    const ends = new Set<string>()
    await fc.assert(
      fc.asyncProperty(plays, fc.boolean(), async (all, productionGate) => {
        const play = new Play({ productionGate })
        for (const one of all) await play.do(one)
        await play.end()
        expect(play.world.violations).toEqual([])
        expect(play.world.unfinished()).toEqual([])
        ends.add(play.world.snapshot().record.value.state)
      }),
      { numRuns, ...seeded },
    )
    expect([...ends].sort()).toEqual(['abandoned', 'succeeded'])
  },
  Math.max(120_000, numRuns * 200),
)

test.for([
  ['soak', /before the soak is over/],
  ['look', /is revoked while .* uses it/],
] as const)('a bot without its %s is found out', { timeout: 120_000 }, async ([without, found]) => {
  const property = fc.asyncProperty(plays, async (all) => {
    const play = new Play({ productionGate: true, without })
    for (const one of all) await play.do(one)
    await play.end()
    return !play.world.violations.some((one) => found.test(one))
  })
  expect((await fc.check(property, { numRuns: 3_000, endOnFailure: true })).failed).toBe(true)
})

test('an effect that breaks a rule is found: too early, in the wrong place, at a gate, twice', async () => {
  const { world } = new Play({ productionGate: false })
  const turn = async () => 'ok' as const
  const [edgeKv, edgeWorkers] = [world.akamai.edgeKvOf(turn), world.akamai.edgeWorkersOf(turn)]
  await edgeWorkers.activate({ edgeWorkerId: '1', network: 'PRODUCTION', version: 'clean', note: 'k7qx42 #1' })
  const { record } = world.snapshot()
  const clock = { now: () => world.now, sleep: async () => undefined }
  const tools = { records: world.records.portOf('people', async () => undefined), clock, ids: { next: () => 'op' } }
  await commitMove(tools, world.snapshot(), { record: { ...record.value, state: 'awaiting-source' } })
  await edgeKv.createToken({ name: 'shop_r2', scope: { namespaces: {}, networks: [], edgeWorkerIds: [] } })
  world.now += 10 * minute
  await edgeKv.revokeToken('shop', [])
  await edgeKv.revokeToken('shop_r2', [])
  await edgeKv.createToken({ name: 'shop_r2', scope: { namespaces: {}, networks: [], edgeWorkerIds: [] } })
  for (const sentence of [
    '1 clean goes to production before staging is verified',
    '1 gets clean, which the bot did not make',
    'create shop_r2 happens at the gate awaiting-source',
    'create shop_r2 happens twice',
    'shop is revoked before every target is settled',
    'shop is revoked before the soak is over',
  ])
    expect(world.violations).toContain(sentence)
  expect(world.violations).toContainEqual(expect.stringMatching(/^shop is revoked while 1 STAGING 1.0, .* uses it$/))
})
