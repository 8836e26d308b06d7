import { afterEach, describe, expect, test } from 'vitest'
import { expectRules, rotation, type Story, startStory, token } from './support/story.ts'

let story: Story
afterEach(() => story.close())

const failProduction = () => story.control.fail({ edgeWorkerId: 1, network: 'PRODUCTION' }, 'ERROR')

describe('an abandoned rotation', () => {
  test('goes back everywhere, soaks, and revokes the token that it made', async () => {
    story = await startStory()
    await failProduction()
    const key = await story.begin(rotation)
    await story.held(key)
    await story.abandon(key)
    const ended = await story.runUntil(key, 'abandoned')
    expect(ended.outcome).toBe('Abandoned: everything is as it was; the new token is revoked.')
    expect(new Set(Object.values(await story.targets(key)))).toEqual(new Set(['restored']))
    const lines = await story.lines()
    expect(lines.slice(-3)).toEqual([
      expect.stringMatching(/^activate \d STAGING 1\.0$/),
      expect.stringMatching(/^activate \d STAGING 1\.0$/),
      `revoke ${token}_r2`,
    ])
    expect((ended.endedAt ?? 0) - (ended.abandon?.at ?? 0)).toBeGreaterThan(86_400_000)
    await expectRules(story)
  })

  test('leaves dead versions alone: with the old token dead, the new one stays', async () => {
    story = await startStory()
    await failProduction()
    const key = await story.begin(rotation)
    await story.held(key)
    await story.outside('/revoke', { name: token })
    await story.abandon(key)
    const ended = await story.runUntil(key, 'abandoned')
    expect(ended.newTokenKept).toBe(true)
    expect(ended.outcome).toContain('It is still in: 1 STAGING 1.0-')
    expect(await story.lines()).not.toContain(`revoke ${token}_r2`)
    await expectRules(story, { mayOutage: true })
  })

  test('sees what is in flight to its end before it goes back', async () => {
    story = await startStory()
    const key = await story.begin(rotation)
    await story.runUntil(key, 'staging')
    await story.work()
    expect((await story.target(key, '1-S'))?.state).toBe('activating')
    await story.abandon(key)
    expect((await story.runUntil(key, 'abandoned')).newTokenKept).toBeUndefined()
    expect((await story.lines()).slice(-2)).toEqual(['activate 1 STAGING 1.0', `revoke ${token}_r2`])
    await expectRules(story)
  })

  test('needs no soak where nothing was activated', async () => {
    story = await startStory()
    const key = await story.begin(rotation)
    await story.work()
    await story.abandon(key)
    const ended = await story.runUntil(key, 'abandoned')
    expect((ended.endedAt ?? 0) - (ended.abandon?.at ?? 0)).toBeLessThan(3_600_000)
    expect(await story.lines()).toEqual([`create ${token}_r2`, `revoke ${token}_r2`])
  })

  test('while it soaks goes back too', async () => {
    story = await startStory()
    const key = await story.begin(rotation)
    await story.runUntil(key, 'soaking')
    await story.abandon(key)
    expect((await story.runUntil(key, 'abandoned')).outcome).toContain('the new token is revoked')
    expect((await story.lines()).filter((line) => /^activate \d \w+ 1\.0$/.test(line))).toHaveLength(4)
    await expectRules(story)
  })

  test('leaves and names what somebody else deployed', async () => {
    story = await startStory()
    const key = await story.begin(rotation)
    await story.runUntil(key, 'soaking')
    await story.outside('/deploy', { edgeWorkerId: 2, network: 'PRODUCTION', version: '9.9', tokenName: token })
    await story.abandon(key)
    const ended = await story.runUntil(key, 'abandoned')
    expect(ended.outcome).toContain(
      'Left alone, as somebody else deployed it: 9.9 on PRODUCTION of EdgeWorker 2 (by someone.else)',
    )
    await expectRules(story)
  })

  test('keeps the new token where somebody else has built on it', async () => {
    story = await startStory()
    const key = await story.begin(rotation)
    await story.runUntil(key, 'soaking')
    await story.outside('/deploy', { edgeWorkerId: 2, network: 'PRODUCTION', version: '9.9' })
    await story.abandon(key)
    const ended = await story.runUntil(key, 'abandoned')
    expect(ended.newTokenKept).toBe(true)
    expect(await story.lines()).not.toContain(`revoke ${token}_r2`)
    await expectRules(story)
  })

  test('whose way back fails is held; Retry goes back again', async () => {
    story = await startStory()
    const key = await story.begin(rotation)
    await story.runUntil(key, 'awaiting-source')
    await story.control.fail({ edgeWorkerId: 1, network: 'STAGING' }, 'ERROR')
    await story.abandon(key)
    const held = await story.held(key)
    expect(held).toMatchObject({ leftState: 'abandoning', trouble: { code: 'restore-failed' } })
    expect(await story.abandon(key)).toMatchObject({ kind: 'refused', refusal: { code: 'already' } })
    await story.retry(key)
    expect((await story.runUntil(key, 'abandoned')).outcome).toContain('the new token is revoked')
    await expectRules(story)
  })

  test('cannot be abandoned twice, nor after its end, nor before its beginning', async () => {
    story = await startStory()
    const key = await story.begin(rotation)
    expect(await story.abandon(key)).toMatchObject({ refusal: { code: 'early' } })
    await story.runUntil(key, 'soaking')
    await story.abandon(key)
    expect(await story.abandon(key)).toMatchObject({ refusal: { code: 'already' } })
    await story.runUntil(key, 'abandoned')
    expect(await story.abandon(key)).toMatchObject({ refusal: { code: 'ended' } })
  })
})
