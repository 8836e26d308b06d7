import { afterEach, describe, expect, test } from 'vitest'
import { edgeWorkerUsing, expiringToken, inDays, refreshingToken } from '../../src/sandbox/world/small-world.ts'
import { expectRules, rotation, type Story, startStory, token, world } from './support/story.ts'

let story: Story
afterEach(() => story.close())

const activations = async () => (await story.lines()).filter((line) => line.startsWith('activate'))

describe('a token that is dead already', () => {
  test('is replaced with one staging target first, then side by side; no soak, no revocation', async () => {
    const tokens = [expiringToken(token, inDays(Date.now(), -3))]
    story = await startStory({ seed: world(undefined, { tokens }) })
    const key = await story.begin(rotation)
    const ended = await story.runUntil(key, 'succeeded')
    expect(ended.outcome).toBe(`${token} was dead; its EdgeWorkers have a working token again.`)
    expect((await activations())[0]).toMatch(/^activate 1 STAGING/)
    expect(await activations()).toHaveLength(4)
    expect((await story.lines()).filter((line) => line.startsWith('revoke'))).toEqual([])
    expect((ended.endedAt ?? 0) - (ended.startedAt ?? 0)).toBeLessThan(3_600_000)
    await expectRules(story, { mayOutage: true, sideBySide: true })
  })

  test('and no longer listed is known by the bundles that use it', async () => {
    const tokens = [expiringToken(token, inDays(Date.now(), 30), { revoked: true })]
    story = await startStory({ seed: world(undefined, { tokens }) })
    const key = await story.begin(rotation)
    expect((await story.runUntil(key, 'succeeded')).plan.findings.warnings.map((one) => one.code)).toContain(
      'scope-remembered',
    )
    await expectRules(story, { mayOutage: true, sideBySide: true })
  })

  test('cannot be revoked: there is nothing to revoke', async () => {
    const tokens = [expiringToken(token, inDays(Date.now(), -3))]
    story = await startStory({ seed: world(undefined, { tokens }) })
    const planned = await story.plan({ ...rotation, action: 'revoke' })
    expect(planned).toMatchObject({ plan: { findings: { blockers: [{ code: 'dead-already' }] } } })
  })
})

describe('a compromised token', () => {
  test('is replaced side by side and revoked as soon as nothing uses it', async () => {
    story = await startStory()
    const key = await story.begin({ ...rotation, compromised: true })
    const ended = await story.runUntil(key, 'succeeded', 'awaiting-source', 'soaking')
    expect(ended.state).toBe('succeeded')
    expect((await story.lines()).at(-1)).toBe(`revoke ${token}`)
  })
})

describe('a token that refreshes itself', () => {
  const auto = () => world([edgeWorkerUsing({ id: 1, token })], { tokens: [refreshingToken(token)] })

  test('is refreshed in place, once', async () => {
    story = await startStory({ seed: auto() })
    const key = await story.begin({ ...rotation, action: 'refresh' })
    expect((await story.runUntil(key, 'succeeded')).outcome).toBe(`${token} refreshed in place.`)
    expect(await story.lines()).toEqual([`refresh ${token}`])
    await expectRules(story)
  })

  test('whose uuid changes by that is held: bundles may fail', async () => {
    story = await startStory({ seed: auto() })
    await story.control.settings({ refreshChangesUuid: true })
    const key = await story.begin({ ...rotation, action: 'refresh' })
    expect((await story.held(key)).trouble?.code).toBe('uuid-changed')
  })

  test('whose refresh is not finished after an hour is told; Retry finds it when it is, and asks for no other', async () => {
    story = await startStory({ seed: auto() })
    await story.control.settings({ tokenMs: 4 * 3_600_000 })
    const key = await story.begin({ ...rotation, action: 'refresh' })
    expect((await story.held(key)).trouble?.code).toBe('refresh-stuck')
    await story.retry(key)
    expect((await story.held(key)).trouble?.code).toBe('refresh-stuck')
    await story.pass('3h')
    await story.retry(key)
    expect((await story.runUntil(key, 'succeeded')).outcome).toBe(`${token} refreshed in place.`)
    expect(await story.lines()).toEqual([`refresh ${token}`])
  })

  test('asked to rotate offers refresh or replacement, and is replaced on demand', async () => {
    story = await startStory({ seed: auto() })
    expect(await story.plan(rotation)).toEqual({ kind: 'refresh-or-replace', name: token })
    const key = await story.begin({ ...rotation, replace: true })
    expect((await story.finish(key)).state).toBe('succeeded')
    await expectRules(story)
  })
})

describe('revoke', () => {
  test('takes away a token that nothing uses', async () => {
    const tokens = [expiringToken(token, inDays(Date.now(), 6)), expiringToken('mkt_unused', inDays(Date.now(), 6))]
    story = await startStory({ seed: world(undefined, { tokens }) })
    const key = await story.begin({ action: 'revoke', account: 'acme', token: 'mkt_unused' })
    expect((await story.runUntil(key, 'succeeded')).outcome).toBe('mkt_unused revoked.')
    expect(await story.lines()).toEqual(['revoke mkt_unused'])
    await expectRules(story)
  })

  test('says what uses the token, and stops where somebody used it after the approval', async () => {
    story = await startStory()
    const planned = await story.plan({ ...rotation, action: 'revoke' })
    expect(planned).toMatchObject({ plan: { findings: { blockers: [{ code: 'still-used' }, {}, {}, {}] } } })
    const key = await story.begin({ ...rotation, action: 'revoke' })
    expect((await story.runUntil(key, 'awaiting-revoke', 'succeeded')).state).toBe('awaiting-revoke')
    expect(await story.lines()).toEqual([])
  })
})
