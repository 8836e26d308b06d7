import { expect, test } from 'vitest'
import type { Snapshot } from '../../../src/core/ports/records.ts'
import { recordPart } from '../../../src/core/request/move.ts'
import { isEnd, type State } from '../../../src/core/request/state.ts'
import { commitMove } from '../../../src/core/rotation/commit-next.ts'
import { abandon } from '../../../src/core/rotation/moves/abandon.ts'
import { from, person } from '../request/record-fixture.ts'
import { plainScenario } from './model/scenario.ts'
import { ModelWorld } from './model/world.ts'

const ben = person('ben')

const pass = (world: ModelWorld): void => {
  const next = world.due().find(({ at }) => at > world.now)?.at
  world.now = next ?? world.now + 60_000
}

/** One worker does all that is due, at once, until the record is there. */
const workUntil = async (world: ModelWorld, done: (snapshot: Snapshot) => boolean): Promise<void> => {
  world.turns.isFree = true
  for (let n = 0; n < 400 && !done(world.snapshot()); n += 1) {
    const due = world.due().filter(({ at }) => at <= world.now)
    if (due.length === 0) pass(world)
    for (const item of due.slice(0, 1)) world.start('w0', item)
    await world.quiet()
  }
  world.turns.isFree = false
  expect(done(world.snapshot())).toBe(true)
}

const isIn = (state: State) => (snapshot: Snapshot) => snapshot.record.value.state === state

const decide = async (world: ModelWorld, move: typeof abandon): Promise<void> => {
  const snapshot = world.snapshot()
  const moved = move(snapshot, { person: ben, from: from(ben), now: world.now })
  if (moved.kind !== 'move') throw new Error('refused')
  const tools = {
    records: world.records.portOf('people', async () => undefined),
    clock: { now: () => world.now, sleep: async () => undefined },
    ids: { next: () => world.nextOp() },
  }
  expect((await commitMove(tools, snapshot, moved.move)).kind).toBe('ok')
}

/** `w0` takes the intent on the part, and stands still before its next call. */
const stopAtIntent = async (world: ModelWorld, part: string): Promise<void> => {
  world.start('w0', { id: world.ids[0] ?? '', part })
  for (let n = 0; n < 9; n += 1) {
    await world.quiet()
    const { record, parts } = world.snapshot()
    if ((part === recordPart ? record : parts.get(part))?.claim === 'w0') return
    world.turns.release(0, 'ok')
  }
  throw new Error('no intent was taken')
}

test('a worker whose target was moved by a person meanwhile looks again itself, and keeps it from nobody', async () => {
  const world = new ModelWorld(plainScenario)
  await workUntil(world, ({ parts }) => {
    const target = parts.get('1-S')?.value
    return target?.kind === 'target' && target.state === 'activating' && target.waitsUntil !== undefined
  })
  pass(world)
  await stopAtIntent(world, '1-S')
  await decide(world, abandon)
  await world.finish()
  expect(world.snapshot().parts.get('1-S')?.claim).toBeUndefined()
})

test('a worker whose record was moved by a person while it looked gives its intent up, and another goes on', async () => {
  const world = new ModelWorld(plainScenario)
  await workUntil(world, isIn('soaking'))
  pass(world)
  await stopAtIntent(world, recordPart)
  await decide(world, abandon)
  await world.finish()
  expect(world.snapshot().record.claim).toBeUndefined()
  for (let n = 0; n < 400 && !isEnd(world.snapshot().record.value.state); n += 1) {
    for (const item of world.due()) if (item.at <= world.now) world.start('w1', item)
    await world.finish()
    pass(world)
  }
  expect(world.snapshot().record.value.state).toBe('abandoned')
  expect(world.violations).toEqual([])
})
