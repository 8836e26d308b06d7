import { afterEach, describe, expect, test } from 'vitest'
import { edgeWorkerUsing, refreshingToken } from '../../src/sandbox/world/small-world.ts'
import { expectRules, rotation, type Story, startStory, token, world } from './support/story.ts'

let story: Story
afterEach(() => story.close())

const lose = (method: string, path: string, nth = 1) =>
  story.outside('/faults', { match: { method, path }, nth, action: 'lose-answer' })

describe('an answer that is lost', () => {
  test.each([
    ['to the creation of the token', 'POST', '/tokens$'],
    ['to an upload', 'POST', '/versions$'],
    ['to an activation', 'POST', '/activations$'],
    ['to the revocation', 'DELETE', '/tokens/'],
  ])('%s changes nothing: the effect happens once', async (_, method, path) => {
    story = await startStory()
    await lose(method, path)
    const key = await story.begin(rotation)
    expect((await story.finish(key)).state).toBe('succeeded')
    expect(await story.lines()).toHaveLength(1 + 2 + 4 + 1)
    await expectRules(story)
  })

  test('to a refresh is not asked again that day, and the refresh is found', async () => {
    const tokens = [refreshingToken('mkt_auto')]
    story = await startStory({ seed: world([edgeWorkerUsing({ id: 1, token: 'mkt_auto' })], { tokens }) })
    await lose('POST', '/refresh$')
    const key = await story.begin({ action: 'refresh', account: 'acme', token: 'mkt_auto' })
    expect((await story.runUntil(key, 'succeeded')).outcome).toBe('mkt_auto refreshed in place.')
    expect(await story.lines()).toEqual(['refresh mkt_auto'])
  })

  test('to an activation is looked for before an abandoned rotation goes back', async () => {
    story = await startStory()
    const key = await story.begin(rotation)
    await lose('POST', '/activations$')
    await story.runUntil(key, 'staging')
    expect((await story.target(key, '1-S'))?.unsure).toBe(true)
    await story.abandon(key)
    const ended = await story.runUntil(key, 'abandoned')
    expect(ended.outcome).toBe('Abandoned: everything is as it was; the new token is revoked.')
    const activated = (await story.lines()).filter((line) => line.startsWith('activate'))
    expect(activated.map((line) => line.replace(/-.*/, '-ours'))).toEqual([
      'activate 1 STAGING 1.0-ours',
      'activate 1 STAGING 1.0',
    ])
    await expectRules(story)
  })

  test('to the creation is looked for before an abandoned rotation ends, and that token is named and kept', async () => {
    story = await startStory()
    await lose('POST', '/tokens$')
    const key = await story.begin(rotation)
    await story.work()
    await story.abandon(key)
    const ended = await story.runUntil(key, 'abandoned')
    expect(ended.outcome).toBe(`Abandoned; new token ${token}_r2 kept.`)
    expect(ended.newTokenKept).toBe(true)
  })
})
