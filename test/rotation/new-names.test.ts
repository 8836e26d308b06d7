import { afterEach, expect, test } from 'vitest'
import type { Ask } from '../../src/core/plan/ask.ts'
import type { RecordKey } from '../../src/core/ports/records.ts'
import { withdraw } from '../../src/core/request/withdraw.ts'
import { checkPlan } from './support/check-plan.ts'
import { people } from './support/rotation-world.ts'
import { rotation, type Story, startStory, token } from './support/story.ts'

let story: Story
afterEach(() => story.close())

const next = `${token}_r2`
const create = (name: string, pair?: true): Ask => ({
  action: 'create',
  account: 'acme',
  token: name,
  scope: { namespaces: { marketing: ['r'] }, networks: ['STAGING', 'PRODUCTION'] },
  ...(pair === undefined ? {} : { pair }),
})

/** Asked for, so many minutes after the story began. */
const asked = (ask: Ask, minute: number): Promise<RecordKey> =>
  story.begin(ask, { state: 'requested', requestedAt: story.now() + minute * 60_000 })
const taken = (name: string) => ({ kind: 'moved', sentence: `The name ${name} is taken by now. Choose another one.` })

test('a name that an open request asked for is refused to the next one, and given again once that is withdrawn', async () => {
  story = await startStory()
  const first = await asked(create('mkt_new_stg'), 0)
  expect(await story.plan(create('mkt_new_stg'))).toEqual({ kind: 'name-reserved', name: 'mkt_new_stg' })
  expect(await story.plan(create('mkt_new', true))).toEqual({ kind: 'name-reserved', name: 'mkt_new_stg' })
  await story.people(first, ({ record }) =>
    withdraw(record.value, { person: people.ana, from: people.ana.identities[0], now: story.now() }),
  )
  expect(await story.plan(create('mkt_new', true))).toMatchObject({ kind: 'plan' })
})

test('of two plans that two people saw at once, the one asked for first keeps the name, whichever is looked at first', async () => {
  story = await startStory()
  const second = await asked(create('mkt_new'), 2).then(async (key) => ({ key, snapshot: await story.load(key) }))
  expect(await checkPlan(story, second.key)).toEqual({ kind: 'ready' })
  const { plan, ask } = second.snapshot.record.value
  const first = await story.begin(create('mkt_other'), { plan, ask, state: 'requested', requestedAt: story.now() })
  expect(await checkPlan(story, second.key)).toEqual(taken('mkt_new'))
  expect(await checkPlan(story, first)).toEqual({ kind: 'ready' })
})

test('a later request for the next name of a token does not void the rotation that was to take it', async () => {
  story = await startStory()
  const rotating = await asked(rotation, 0)
  expect((await story.load(rotating)).record.value.plan.binding.new).toMatchObject([{ name: next }])
  expect(await story.plan(create(next))).toEqual({ kind: 'name-reserved', name: next })
  const { plan, ask } = (await story.load(rotating)).record.value
  const again = await story.begin(create('mkt_other'), { plan, ask, state: 'requested', requestedAt: story.now() + 1 })
  expect(await checkPlan(story, rotating)).toEqual({ kind: 'ready' })
  expect(await checkPlan(story, again)).toMatchObject({
    sentence: expect.stringContaining(`${next} is taken, the new token would be called`),
  })
})

test('what has begun holds its name against one that was asked for before', async () => {
  story = await startStory()
  const early = await asked(create('mkt_new'), 0)
  const { plan, ask } = (await story.load(early)).record.value
  const times = { requestedAt: story.now() + 60_000, startedAt: story.now() + 120_000 }
  await story.begin(create('mkt_other'), { plan, ask, state: 'creating-token', ...times })
  expect(await checkPlan(story, early)).toEqual(taken('mkt_new'))
})
