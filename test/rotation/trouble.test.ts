import { afterEach, describe, expect, test } from 'vitest'
import { edgeWorkerUsing } from '../../src/sandbox/world/small-world.ts'
import { expectRules, rotation, type Story, startStory, token, world } from './support/story.ts'

let story: Story
afterEach(() => story.close())

const uploads = (lines: readonly string[]) => lines.filter((line) => line.startsWith('upload'))

describe('Akamai in trouble', () => {
  test('for ten minutes delays the rotation, and nothing else', { timeout: 60_000 }, async () => {
    story = await startStory({ budgetMs: 1 })
    const key = await story.begin(rotation)
    await story.runUntil(key, 'staging')
    await story.outside('/errors', { rate: 1, status: 503 })
    await story.pass('10m')
    expect((await story.load(key)).record.value.state).toBe('staging')
    await story.outside('/errors', { rate: 0 })
    expect((await story.finish(key)).state).toBe('succeeded')
    await expectRules(story)
  })

  test('for two hours holds the rotation; Retry goes on once it is back', { timeout: 60_000 }, async () => {
    story = await startStory({ budgetMs: 1 })
    const key = await story.begin(rotation)
    await story.runUntil(key, 'staging')
    await story.outside('/errors', { rate: 1, status: 503 })
    for (const stretch of ['30m', '30m', '30m', '30m']) await story.pass(stretch)
    const held = await story.held(key)
    expect(held.trouble?.sentence).toContain('answered 503')
    await story.outside('/errors', { rate: 0 })
    await story.retry(key)
    expect((await story.finish(key)).state).toBe('succeeded')
    await expectRules(story)
  })

  test('that says 429 is asked again after the time it names', async () => {
    story = await startStory()
    await story.outside('/faults', {
      match: { method: 'POST', path: '/activations$' },
      action: 'status',
      status: 429,
      retryAfter: 90,
    })
    const key = await story.begin(rotation)
    await story.runUntil(key, 'staging')
    expect((await story.target(key, '1-S'))?.waitsUntil).toBeGreaterThan(story.now() + 80_000)
    expect((await story.finish(key)).state).toBe('succeeded')
    await expectRules(story)
  })

  test('that refuses a credential holds the rotation at once, for an operator', async () => {
    story = await startStory()
    await story.outside('/faults', { match: { method: 'POST', path: '/activations$' }, action: 'status', status: 403 })
    const key = await story.begin(rotation)
    const held = await story.held(key)
    expect(held.trouble?.advice).toContain('An operator must mend this')
    await story.retry(key)
    expect((await story.finish(key)).state).toBe('succeeded')
  })
})

describe('an upload', () => {
  test('for which the EdgeWorker has no room holds before anything is activated, and says how to make room', async () => {
    const settings = { quotas: { versionsPerEdgeWorker: 1 } }
    story = await startStory({ seed: world([edgeWorkerUsing({ id: 1, token })], { settings }) })
    const key = await story.begin(rotation)
    const { trouble } = await story.held(key)
    expect(trouble).toMatchObject({
      code: 'upload-refused',
      advice: expect.stringMatching(/delete old ones; then Retry/),
    })
    await story.outside('/settings', { quotas: { versionsPerEdgeWorker: 100 } })
    await story.retry(key)
    expect((await story.finish(key)).state).toBe('succeeded')
    await expectRules(story)
  })

  test('that is refused for good is not repeated for ever', async () => {
    story = await startStory({ seed: world([edgeWorkerUsing({ id: 1, token })]) })
    const key = await story.begin(rotation)
    const { mark } = (await story.load(key)).record.value
    const burned = `1.0-${mark}.1`
    await story.outside('/deploy', { edgeWorkerId: 1, network: 'STAGING', version: burned })
    await story.outside('/deploy', { edgeWorkerId: 1, network: 'STAGING', version: '1.0' })
    expect((await story.finish(key)).state).toBe('succeeded')
    expect((await story.candidates(key))[0]?.version).toBe(`1.0-${mark}.2`)
  })

  test('waits for its turn where Akamai’s quota is used up', async () => {
    const ids = Array.from({ length: 5 }, (_, n) => n + 1)
    const settings = { quotas: { uploadsPerMinute: 2 } }
    story = await startStory({
      seed: world(
        ids.map((id) => edgeWorkerUsing({ id, token })),
        { settings },
      ),
    })
    const key = await story.begin(rotation)
    const began = story.now()
    expect((await story.finish(key)).state).toBe('succeeded')
    expect(uploads(await story.lines())).toHaveLength(5)
    expect(story.now() - began).toBeGreaterThan(60_000)
    await expectRules(story)
  })
})

describe('an activation', () => {
  test('that is not finished after an hour holds the rotation, is looked at on, and completes later', async () => {
    story = await startStory()
    await story.outside('/activations/hold', { edgeWorkerId: 1, network: 'STAGING' })
    const key = await story.begin(rotation)
    const held = await story.held(key)
    expect(held.trouble).toMatchObject({ code: 'activation-stuck', part: '1-S' })
    await story.outside('/activations/release', {})
    await story.pass('20m')
    expect((await story.target(key, '1-S'))?.state).toBe('verified')
    expect((await story.load(key)).record.value.state).toBe('held')
    await story.retry(key)
    expect((await story.finish(key)).state).toBe('succeeded')
    await expectRules(story)
  })

  test('that is stuck is seen to its end before an abandoned rotation goes back', async () => {
    story = await startStory()
    await story.outside('/activations/hold', { edgeWorkerId: 1, network: 'STAGING' })
    const key = await story.begin(rotation)
    await story.held(key)
    await story.abandon(key)
    await story.pass('30m')
    expect((await story.load(key)).record.value.state).toBe('abandoning')
    expect(await story.lines()).not.toContain(`revoke ${token}_r2`)
    await story.outside('/activations/release', {})
    expect((await story.runUntil(key, 'abandoned')).outcome).toContain('the new token is revoked')
    expect((await story.lines()).slice(-2)).toEqual(['activate 1 STAGING 1.0', `revoke ${token}_r2`])
    await expectRules(story)
  })
})

describe('a fault of our own', () => {
  test('is tried three times, then the rotation is held, and the others do not go on', async () => {
    story = await startStory()
    const key = await story.begin(rotation)
    let tries = 0
    Object.assign(story.stepTools.edgeWorkers, {
      listVersions: async () => {
        tries += 1
        throw new TypeError('a bug')
      },
    })
    const held = await story.held(key)
    expect(held.trouble).toMatchObject({
      code: 'internal',
      sentence: 'Step prepare-candidate failed inside of the bot.',
    })
    expect(tries).toBeGreaterThanOrEqual(3)
    expect(tries).toBeLessThanOrEqual(6)
    expect(await story.lines()).toEqual([`create ${token}_r2`])
  })
})
