import { expect, test } from 'vitest'
import { recordPart } from '../../../src/core/request/move.ts'
import { candidatesOf } from '../../../src/core/rotation/snapshot-parts.ts'
import type { Command } from './model/commands.ts'
import { leftBehind } from './model/ends.ts'
import { Play } from './model/play.ts'
import { plainScenario, type Scenario } from './model/scenario.ts'

const minute = 60_000
const start = { kind: 'start', worker: 0, pick: 0 } as const
const step = (times: number) => ({ kind: 'step', pick: 0, times, fate: 'ok' }) as const
const next: Command = { kind: 'time', ms: 'next' }
const others = (deed: Extract<Command, { kind: 'others' }>['deed']): Command => ({
  kind: 'others',
  deed,
  id: '1',
  network: 'STAGING',
})

const played = async (scenario: Partial<Scenario>, commands: readonly Command[]): Promise<Play> => {
  const play = new Play({ ...plainScenario, ...scenario })
  for (const one of commands) await play.do(one)
  return play
}

const brokenBy = async (play: Play): Promise<readonly string[]> => {
  await play.end()
  return [...play.world.violations, ...leftBehind(play.world)]
}

test('a token that a worker made and died unheard over is not forgotten, though Akamai cannot be read for an hour after', async () => {
  const play = await played({}, [start, step(14), others('outage'), { kind: 'crash', worker: 0 }])
  expect(play.world.effects.map(({ kind }) => kind)).toEqual(['create'])
  for (let n = 0; n < 40; n += 1) for (const one of [next, start, step(12)]) await play.do(one)
  const held = play.world.snapshot()
  expect(held.record.value).toMatchObject({ state: 'held', trouble: { code: 'akamai-unreachable' } })
  const goesBack = play.decide(held, 'abandon')
  expect(goesBack === undefined ? 'refused' : await play.commit(goesBack)).toBe('ok')
  expect(await brokenBy(play)).toEqual([])
})

test('what a dead worker may have done is looked for, also where somebody abandons while it is taken over', async () => {
  const on = { who: 'ben', on: 'slack', thinks: 3, twice: false } as const
  const goesBack: Command = { kind: 'person', pick: 0, rash: true, whose: 0, ...on }
  const commands: readonly Command[] = [
    start,
    step(6),
    start,
    { ...step(6), fate: 'refuse' },
    { ...start, worker: 2 },
    next,
    goesBack,
    { kind: 'crash', worker: 0 },
    start,
    step(3),
    next,
    start,
    start,
    step(1),
    start,
    start,
    step(1),
    step(1),
    next,
    step(1),
    next,
    start,
    step(1),
  ]
  expect(await brokenBy(await played({ comesBack: true }, commands))).toEqual([])
})

test('a dead token in a pinned parent and its child: the child does not wait for a parent that goes later', async () => {
  const play = await played({ token: 'dead', family: 'pinned' }, [start, step(12)])
  expect(await brokenBy(play)).toEqual([])
  expect(play.world.snapshot().record.value.state).toBe('succeeded')
})

test('the one that went first in place of a dead token starts over when somebody deploys on top of it', async () => {
  const play = await played({ token: 'dead', family: 'pinned' }, [start])
  for (let n = 0; n < 60 && play.world.snapshot().record.value.state !== 'production'; n += 1)
    for (const one of [step(12), next, start]) await play.do(one)
  await play.do(others('hot-fix'))
  expect(await brokenBy(play)).toEqual([])
})

test('a refresh is not abandoned while Akamai is being asked for it, and afterwards it is said that it was', async () => {
  const play = await played({}, [])
  const { world } = play
  const id = world.ask('refresh') ?? ''
  world.start('w0', { id, part: recordPart })
  await world.quiet()
  const outcomes = new Set<string>()
  for (let n = 0; n < 30; n += 1) {
    await play.do(step(1))
    const decided = play.decide(world.snapshot(id), 'abandon')
    const isAt = world.snapshot(id).record.claim !== undefined
    if (world.snapshot(id).record.value.state === 'refreshing-token') expect(decided === undefined).toBe(isAt)
    outcomes.add(isAt ? 'at work' : 'free')
  }
  expect([...outcomes].sort()).toEqual(['at work', 'free'])
  expect(await brokenBy(play)).toEqual([])
})

test('an abandoned refresh that Akamai was asked for says so', async () => {
  const play = await played({ slowToken: true }, [])
  const { world } = play
  const id = world.ask('refresh') ?? ''
  world.start('w0', { id, part: recordPart })
  await play.do(step(40))
  const { state, refresh } = world.snapshot(id).record.value
  expect([state, refresh?.askedOn]).toEqual(['refreshing-token', '2026-11-24'])
  const decided = play.decide(world.snapshot(id), 'abandon')
  expect(decided === undefined ? 'refused' : await play.commit(decided)).toBe('ok')
  expect(await brokenBy(play)).toEqual([])
  expect(world.snapshot(id).record.value.outcome).toBe('Abandoned; Akamai was asked to refresh cart.')
})

test('a way back whose answer was lost is soaked too, also where only somebody else had deployed our version', async () => {
  for (let n = 1; n < 40; n += 1) {
    const play = await played({}, [start])
    const { world } = play
    const isUploaded = () => candidatesOf(world.snapshot()).every(({ state }) => state === 'uploaded')
    for (let turn = 0; turn < 90 && !isUploaded(); turn += 1) await play.do(step(1))
    await play.do({ kind: 'others', deed: 'ahead', id: '2', network: 'PRODUCTION' })
    const goesBack = play.decide(world.snapshot(), 'abandon')
    expect(goesBack === undefined ? 'refused' : await play.commit(goesBack)).toBe('ok')
    for (const one of [step(3), start, { ...step(n), fate: 'lose' } as const]) await play.do(one)
    await play.do({ kind: 'time', ms: 7 * minute })
    expect(await brokenBy(play)).toEqual([])
  }
})

const turns = [...Array(60).keys()]

test('a freeze may begin at any moment: no activation is sent in it', async () => {
  for (const n of turns) {
    const play = await played({ freeze: 'soon' }, [start, step(n), { kind: 'time', ms: 8 * minute }, step(12)])
    expect(await brokenBy(play)).toEqual([])
  }
})

test('a token may come back at any moment of its revocation: it is not revoked on a look that is too old', async () => {
  for (const n of turns) {
    const play = await played({}, [])
    const { world } = play
    world.outside((akamai) => {
      for (const network of ['STAGING', 'PRODUCTION'] as const) akamai.deploy('2', network, 'clean')
    })
    world.now += 60 * minute
    world.start('w0', { id: world.ask('revoke') ?? '', part: recordPart })
    await world.quiet()
    await play.do(step(n))
    world.outside((akamai) => akamai.deploy('2', 'PRODUCTION', 'hot-fix'))
    world.now += 8 * minute
    expect(await brokenBy(play)).toEqual([])
  }
})
