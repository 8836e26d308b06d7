import { afterEach, describe, expect, test } from 'vitest'
import { expectRules, rotation, type Story, startStory, token } from './support/story.ts'

let story: Story
afterEach(() => story.close())

const deploy = (edgeWorkerId: number, network: string, more: Record<string, unknown> = {}) =>
  story.outside('/deploy', { edgeWorkerId, network, ...more })

describe('a deployment by somebody else', () => {
  test('with the new token counts as ours', async () => {
    story = await startStory()
    const key = await story.begin(rotation)
    await story.runUntil(key, 'staging')
    await deploy(1, 'PRODUCTION', { tokenName: `${token}_r2` })
    expect((await story.finish(key)).state).toBe('succeeded')
    expect((await story.target(key, '1-P'))?.by).toBe('someone.else')
    expect((await story.lines()).filter((line) => line.startsWith('activate 1 PRODUCTION'))).toEqual([])
    await expectRules(story)
  })

  test('without any token drops the target', async () => {
    story = await startStory()
    const key = await story.begin(rotation)
    await story.runUntil(key, 'staging')
    await deploy(1, 'PRODUCTION', { withoutToken: true })
    expect((await story.finish(key)).state).toBe('succeeded')
    expect((await story.target(key, '1-P'))?.state).toBe('dropped')
    await expectRules(story)
  })

  test('with the old token holds the rotation, and nothing of it is overwritten', async () => {
    story = await startStory()
    const key = await story.begin(rotation)
    await story.runUntil(key, 'staging')
    await deploy(1, 'PRODUCTION')
    const held = await story.held(key)
    expect(held.trouble).toMatchObject({ code: 'base-moved', part: '1-P' })
    expect((await story.lines()).filter((line) => line.startsWith('activate 1 PRODUCTION'))).toEqual([])
    await story.retry(key)
    expect((await story.held(key)).trouble?.code).toBe('base-moved')
    await expectRules(story)
  })

  test('during our activation is seen, also when ours comes on top of it', async () => {
    story = await startStory()
    await story.outside('/activations/hold', { edgeWorkerId: 1, network: 'STAGING' })
    const key = await story.begin(rotation)
    await story.runUntil(key, 'staging')
    await story.work()
    await deploy(1, 'STAGING', { version: '9.9' })
    await story.outside('/activations/release', {})
    const held = await story.held(key)
    expect(held.trouble?.code).toMatch(/^(overwritten|base-moved)$/)
    expect((await story.lines()).filter((line) => line.includes('PRODUCTION'))).toEqual([])
  })

  test.each([
    ['with the new token', { tokenName: `${token}_r2` }, 'verified'],
    ['without any token', { withoutToken: true }, 'dropped'],
  ])('%s, replaced by ours unseen, is named to be brought back; Retry goes on with it', async (_, how, state) => {
    story = await startStory()
    await story.outside('/activations/hold', { edgeWorkerId: 1, network: 'STAGING' })
    const key = await story.begin(rotation)
    await story.runUntil(key, 'staging')
    await story.work()
    await deploy(1, 'STAGING', { version: '9.9', ...how })
    await story.outside('/activations/release', {})
    const held = await story.held(key)
    expect(held.trouble).toMatchObject({
      code: 'overwritten',
      advice: expect.stringMatching(/nothing to rewrite in 9\.9: activate it once more yourselves/),
    })
    await deploy(1, 'STAGING', { version: '9.9' })
    await story.retry(key)
    expect((await story.finish(key)).state).toBe('succeeded')
    expect(await story.target(key, '1-S')).toMatchObject({ state, by: 'someone.else' })
    await expectRules(story)
  })

  test('that is under way is waited for', async () => {
    story = await startStory()
    const key = await story.begin(rotation)
    await story.runUntil(key, 'staging')
    await deploy(1, 'STAGING', { complete: false, withoutToken: true })
    expect((await story.finish(key)).state).toBe('succeeded')
    expect((await story.target(key, '1-S'))?.state).toBe('dropped')
    await expectRules(story)
  })

  test('of our own base, to undo us, holds the rotation', async () => {
    story = await startStory()
    const key = await story.begin(rotation)
    await story.outside('/faults', { match: { method: 'POST', path: '/activations$' }, action: 'lose-answer' })
    await story.runUntil(key, 'staging')
    await story.control.advance(600_000)
    await deploy(1, 'STAGING', { version: '1.0' })
    const held = await story.held(key)
    expect(held.trouble?.code).toBe('rolled-back')
    expect((await story.lines()).filter((line) => line.startsWith('activate 1 STAGING'))).toHaveLength(1)
  })

  test('after ours, while it soaks, stops the revocation', async () => {
    story = await startStory()
    const key = await story.begin(rotation)
    await story.runUntil(key, 'soaking')
    await deploy(2, 'PRODUCTION', { tokenName: token })
    const ended = await story.finish(key)
    expect(ended.state).toBe('awaiting-revoke')
    expect(ended.stillUsed).toMatchObject([{ edgeWorkerId: '2', network: 'PRODUCTION', status: 'active' }])
    expect(await story.lines()).not.toContain(`revoke ${token}`)
    await expectRules(story)
  })

  test('under our version’s name, with other bytes, holds the rotation; Retry takes the next name', async () => {
    story = await startStory()
    const key = await story.begin(rotation)
    const { mark } = (await story.load(key)).record.value
    await deploy(1, 'STAGING', { version: `1.0-${mark}.1` })
    await deploy(1, 'STAGING', { version: '1.0' })
    const [candidate] = await story.candidates(key)
    expect(candidate?.k).toBe(1)
    expect((await story.finish(key)).state).toBe('succeeded')
    expect((await story.candidates(key)).find((one) => one.edgeWorkerId === '1')?.version).toBe(`1.0-${mark}.2`)
  })
})
