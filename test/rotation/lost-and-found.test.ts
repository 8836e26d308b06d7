import { afterEach, describe, expect, test } from 'vitest'
import { makePlan } from '../../src/core/plan/make-plan.ts'
import { abandonLost, lostTargets } from '../../src/core/rotation/lost/abandon-lost.ts'
import { adoptAsk } from '../../src/core/rotation/lost/adopt-ask.ts'
import { findLost } from '../../src/core/rotation/lost/find-lost.ts'
import type { LostRotation } from '../../src/core/rotation/lost/lost-rotation.ts'
import { people } from './support/rotation-world.ts'
import { expectRules, rotation, type Story, startStory, token } from './support/story.ts'

let story: Story
afterEach(() => story.close())

/** Redis is lost in the middle of production. */
const lostInProduction = async (): Promise<LostRotation> => {
  story = await startStory()
  await story.control.fail({ edgeWorkerId: 2, network: 'PRODUCTION' }, 'ERROR')
  const key = await story.begin(rotation)
  await story.held(key)
  await story.loseRedis()
  const [lost, ...more] = await findLost(story.planTools, 'acme')
  if (lost === undefined) throw new Error('nothing was found')
  expect(more).toEqual([])
  return lost
}

describe('after a loss of Redis', () => {
  test('what a rotation left at Akamai is found, and nothing resumes by itself', async () => {
    const lost = await lostInProduction()
    const words = (places: LostRotation['left']) => places.map((one) => `${one.edgeWorkerId} ${one.network}`).sort()
    expect([lost.old, lost.replacement]).toEqual([token, `${token}_r2`])
    expect(words(lost.deployed)).toEqual(['1 PRODUCTION', '1 STAGING', '2 STAGING'])
    expect(words(lost.left)).toEqual(['2 PRODUCTION'])
    const before = await story.lines()
    await story.pass('2h')
    expect(await story.lines()).toEqual(before)
  })

  test('Adopt finishes what is left, approved anew, with the token that is there', async () => {
    const lost = await lostInProduction()
    const key = await story.begin(adoptAsk(lost))
    expect((await story.finish(key)).state).toBe('succeeded')
    const lines = await story.lines()
    expect(lines.filter((line) => line.startsWith('create'))).toHaveLength(1)
    expect(lines.at(-1)).toBe(`revoke ${token}`)
    expect(await findLost(story.planTools, 'acme')).toEqual([])
    await expectRules(story, { retried: true })
  })

  test('Abandon goes back and keeps the new token, which no record made', async () => {
    const lost = await lostInProduction()
    const ask = adoptAsk(lost)
    const planned = await makePlan(story.planTools, ask)
    if (planned.kind !== 'plan') throw new Error(planned.kind)
    const targets = await lostTargets(story.planTools.edgeWorkers, lost)
    const record = await story.records.create('acme', (id, mark) =>
      abandonLost(
        {
          id,
          mark,
          ask,
          plan: planned.plan,
          policy: { match: {}, approvals: 1, selfApproval: false, reason: 'optional', lapseAfterMs: 1 },
          person: people.ana,
          from: people.ana.identities[0],
          now: story.now(),
        },
        lost,
        targets,
      ),
    )
    const ended = await story.runUntil(record, 'abandoned')
    expect(ended.outcome).toContain(`new token ${token}_r2 kept`)
    const back = (await story.lines()).filter((line) => /^activate \d \w+ 1\.0$/.test(line))
    expect(back).toHaveLength(3)
    expect((await story.lines()).some((line) => line.startsWith('revoke'))).toBe(false)
    expect(await findLost(story.planTools, 'acme')).toEqual([])
    await expectRules(story, { retried: true })
  })

  test('a finished rotation is not lost', async () => {
    story = await startStory()
    const key = await story.begin(rotation)
    expect((await story.finish(key)).state).toBe('succeeded')
    await story.loseRedis()
    expect(await findLost(story.planTools, 'acme')).toEqual([])
  })

  test('what this Redis knows is not lost', async () => {
    story = await startStory()
    const key = await story.begin(rotation)
    await story.runUntil(key, 'soaking')
    expect(await findLost(story.planTools, 'acme')).toEqual([])
  })
})
