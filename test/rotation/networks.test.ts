import { afterEach, describe, expect, test } from 'vitest'
import { edgeWorkerUsing, expiringToken, inDays, versionUsing } from '../../src/sandbox/world/small-world.ts'
import { expectRules, rotation, type Story, startStory, token, world } from './support/story.ts'

let story: Story
afterEach(() => story.close())

const only = (network: 'STAGING' | 'PRODUCTION') => ({
  tokens: [expiringToken(token, inDays(Date.now(), 6), { networks: [network] })],
})

describe('networks', () => {
  test('the same version on both networks needs one candidate', async () => {
    story = await startStory({ seed: world([edgeWorkerUsing({ id: 1, token })]) })
    const key = await story.begin(rotation)
    expect((await story.finish(key)).state).toBe('succeeded')
    expect((await story.lines()).filter((line) => line.startsWith('upload'))).toHaveLength(1)
    expect(await story.targets(key)).toEqual({ '1-S': 'verified', '1-P': 'verified' })
    await expectRules(story)
  })

  test('staging’s own code never reaches production', async () => {
    const versions = [versionUsing('1.0', token, ['marketing']), versionUsing('2.0-beta', token, ['marketing'])]
    const one = { ...edgeWorkerUsing({ id: 1, token }), versions, active: { STAGING: '2.0-beta', PRODUCTION: '1.0' } }
    story = await startStory({ seed: world([one]) })
    const key = await story.begin(rotation)
    expect((await story.finish(key)).state).toBe('succeeded')
    const activated = (await story.lines()).filter((line) => line.startsWith('activate'))
    expect(activated[0]).toMatch(/^activate 1 STAGING 2\.0-beta-/)
    expect(activated[1]).toMatch(/^activate 1 PRODUCTION 1\.0-/)
    expect(activated).toHaveLength(2)
    await expectRules(story)
  })

  test.each(['STAGING', 'PRODUCTION'] as const)('a token of %s alone rotates there alone', async (network) => {
    story = await startStory({ seed: world(undefined, only(network)) })
    await story.control.mark()
    const planned = await story.plan(rotation)
    expect(planned.kind === 'plan' && planned.plan.findings.others.map((one) => one.edgeWorkerId)).toEqual(['1', '2'])
    const key = await story.begin(rotation)
    expect((await story.finish(key)).state).toBe('succeeded')
    const activated = (await story.lines()).filter((line) => line.startsWith('activate'))
    expect(activated).toHaveLength(2)
    expect(activated.every((line) => line.includes(network))).toBe(true)
    await expectRules(story, { mayOutage: true })
  })
})
