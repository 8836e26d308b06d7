import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { ChatIdentity, Person } from '../../../src/core/people/person.ts'
import type { Snapshot } from '../../../src/core/ports/records.ts'
import { breakGlass } from '../../../src/core/request/break-glass.ts'
import { castVote } from '../../../src/core/request/cast-vote.ts'
import { type Move, type Moved, recordPart } from '../../../src/core/request/move.ts'
import type { ActionRecord } from '../../../src/core/request/record.ts'
import { withdraw } from '../../../src/core/request/withdraw.ts'
import { commitMove } from '../../../src/core/rotation/commit-next.ts'
import { makeVoid } from '../../../src/core/rotation/states/ends.ts'
import { waitingForPeople } from '../../../src/core/rotation/states/gates.ts'
import { createRedisRecords } from '../../../src/store/redis-records.ts'
import { type StoreWorld, startStoreWorld, type TestWorker } from '../../store/support/store-world.ts'
import { members, person, requested } from './record-fixture.ts'

const numRuns = Number(process.env['EDGEKV_CHATOPS_PROPERTY_RUNS'] ?? 2_000)
const lapseMs = 1_000

let world: StoreWorld
let worker: TestWorker
beforeAll(async () => {
  world = await startStoreWorld()
  worker = await world.worker('model')
})
afterAll(() => world.close())

const names = ['ana', 'ben', 'cho', 'dee', 'lou'] as const
type Name = (typeof names)[number]
const platforms = ['slack', 'teams'] as const
type PlatformName = (typeof platforms)[number]

const identity = (name: string, platform: PlatformName): ChatIdentity => ({
  platform,
  workspace: 'T1',
  user: `U${name}`,
})
/** Linked people are the same on both platforms; Lou is configured nowhere, and so somebody else on each. */
const linked = Object.fromEntries(
  names.map((name) => [name, { ...person(name), identities: platforms.map((platform) => identity(name, platform)) }]),
)
const lou = (platform: PlatformName): Person => ({
  id: `${platform}:T1/Ulou`,
  name: 'lou',
  linked: false,
  identities: [identity('lou', platform)],
})
const someone = (name: Name, platform: PlatformName): Person =>
  name === 'lou' ? lou(platform) : (linked[name] ?? person(name))
/** Ana asks and is an approver too; Dee is nobody. */
const approvers = members(
  ...['ana', 'ben', 'cho'].map((name) => linked[name] ?? person(name)),
  lou('slack'),
  lou('teams'),
)
const settings = { soakMs: 0, sourceDeadlineMs: 0, waves: ['all'], productionGate: false, freezes: [] } as const

type Deed =
  | { readonly kind: 'approve' | 'deny' | 'withdraw' | 'break-glass'; readonly who: Name; readonly on: PlatformName }
  | { readonly kind: 'lapse' | 'plan-moved' }

/** Each process loads, is overtaken or not, and commits, crashes, or commits twice. */
interface Process {
  readonly deed: Deed
  readonly loadAt: number
  readonly commitAt: number
  readonly fate: 'commit' | 'crash' | 'replay'
}

const who = fc.constantFrom(...names)
const on = fc.constantFrom(...platforms)
const deeds: fc.Arbitrary<Deed> = fc.oneof(
  fc.record({ kind: fc.constantFrom('approve' as const, 'deny', 'withdraw', 'break-glass'), who, on }),
  fc.record({ kind: fc.constant('approve' as const), who, on }),
  fc.record({ kind: fc.constantFrom('lapse' as const, 'plan-moved') }),
)
const processes: fc.Arbitrary<Process> = fc
  .record({
    deed: deeds,
    loadAt: fc.nat(lapseMs + 200),
    takes: fc.nat(400),
    fate: fc.constantFrom('commit' as const, 'commit', 'commit', 'crash', 'replay'),
  })
  .map(({ takes, ...one }) => ({ ...one, commitAt: one.loadAt + takes }))

const glass = {
  isAllowed: true,
  typed: 'break glass',
  phrase: 'break glass',
  reviewWithinMs: 1,
  places: [],
  skipped: [],
  unreadable: [],
}

const movedBy = (
  record: ActionRecord,
  kind: 'approve' | 'deny' | 'withdraw' | 'break-glass',
  call: { readonly person: Person; readonly from: ChatIdentity; readonly now: number },
): Moved => {
  if (kind === 'withdraw') return withdraw(record, call)
  if (kind === 'break-glass') return breakGlass(record, { ...call, ...glass, reason: 'now' })
  return castVote(record, { ...call, kind, approvers })
}

const decide = (snapshot: Snapshot, deed: Deed, now: number): Move | undefined => {
  const record = snapshot.record.value
  if (!('who' in deed)) {
    if (record.state !== 'requested') return undefined
    if (deed.kind === 'plan-moved') return makeVoid(record, now, 'It moved.')
    const next = waitingForPeople(snapshot, { now, settings })
    return next.kind === 'go' ? next : undefined
  }
  const call = { person: someone(deed.who, deed.on), from: identity(deed.who, deed.on), now }
  const moved = movedBy(record, deed.kind, call)
  return moved.kind === 'move' ? moved.move : undefined
}

const decisions = ['request.approved', 'request.denied', 'request.lapsed', 'request.void', 'break-glass.used']

/** `asker`: from which platform Ana asks. */
const play = async (all: readonly Process[], approvals: number, asker: PlatformName, state: 'asked' | 'requested') => {
  const records = createRedisRecords(worker)
  const start = world.clock.time + 10_000
  world.clock.time = start
  const made = await records.create('acme', (id, mark) => {
    const policy = { ...requested().policy, approvals }
    const times = { askedAt: start, requestedAt: start, lapsesAt: start + lapseMs }
    const ana = { asker: someone('ana', asker), askedFrom: identity('ana', asker) }
    const record = requested({ id, mark, policy, state, ...ana, ...times })
    return { record, parts: [], due: { [recordPart]: start + lapseMs }, events: [], owed: [] }
  })
  const held = new Map<Process, { readonly snapshot: Snapshot; readonly move: Move }>()
  const moments = all.flatMap((one) => [
    { at: one.loadAt, one, step: 'load' as const },
    { at: one.commitAt, one, step: 'commit' as const },
  ])
  for (const { at, one, step } of moments.sort((a, b) => a.at - b.at)) {
    world.clock.time = start + at
    if (step === 'load') {
      const snapshot = await records.load(made)
      const move = snapshot === undefined ? undefined : decide(snapshot, one.deed, world.clock.now())
      if (snapshot !== undefined && move !== undefined) held.set(one, { snapshot, move })
      continue
    }
    const ready = held.get(one)
    if (ready === undefined || one.fate === 'crash') continue
    const op = `${made.id}-${all.indexOf(one)}`
    const tools = { records, clock: world.clock, ids: { next: () => op } }
    const first = await commitMove(tools, ready.snapshot, ready.move)
    // What was done is answered as it was; what was refused may be tried again.
    const again = one.fate === 'replay' ? await commitMove(tools, ready.snapshot, ready.move) : first
    if (first.kind === 'ok') expect(again).toEqual(first)
  }
  const record = (await records.load(made))?.record.value
  return { record, history: await records.history(made), lapsesAt: start + lapseMs }
}

const timely = ['request.approved', 'request.denied', 'request.vote', 'break-glass.used']

test(
  'a request is decided once at most, in time, never by its asker, and never on a plan that moved',
  async () => {
    const seen = new Set<string>()
    await fc.assert(
      fc.asyncProperty(
        fc.array(processes, { minLength: 1, maxLength: 9 }),
        fc.constantFrom(1, 2),
        on,
        fc.constantFrom('requested' as const, 'requested', 'requested', 'asked'),
        async (all, approvals, asker, state) => {
          const { record, history, lapsesAt } = await play(all, approvals, asker, state)
          const decided = history.filter(({ what }) => decisions.includes(what))
          expect(decided.length).toBeLessThanOrEqual(1)
          for (const { what, at } of history) if (timely.includes(what)) expect(at).toBeLessThan(lapsesAt)
          const votes = record?.votes ?? []
          expect(votes.map((vote) => vote.person.name)).not.toContain('ana')
          expect(votes.map((vote) => vote.person.name)).not.toContain('dee')
          expect(new Set(votes.map((vote) => vote.person.id)).size).toBe(votes.length)
          const parts = [
            ...votes.map(({ by, person: voter }) => ({ by, voter })),
            { by: identity('ana', asker), voter: someone('ana', asker) },
          ]
          for (const a of parts)
            for (const b of parts)
              expect(a.by.platform === b.by.platform || (a.voter.linked && b.voter.linked)).toBe(true)
          const glassUsed = history.some(({ what }) => what === 'break-glass.used')
          if (glassUsed) expect([state, votes.length, record?.breakGlass]).toEqual(['asked', 0, true])
          const approved = history.some(({ what }) => what === 'request.approved')
          if (approved) expect(votes.filter(({ kind }) => kind === 'approve')).toHaveLength(approvals)
          const withdrawn = history.findIndex(({ what }) => what === 'request.withdrawn')
          expect(history.slice(withdrawn + 1).some(({ what }) => withdrawn >= 0 && decisions.includes(what))).toBe(
            false,
          )
          seen.add(record?.state ?? '')
        },
      ),
      { numRuns },
    )
    expect([...seen].sort()).toEqual(['approved', 'asked', 'denied', 'lapsed', 'requested', 'void', 'withdrawn'])
  },
  Math.max(60_000, numRuns * 40),
)
