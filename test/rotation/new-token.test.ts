import { afterEach, describe, expect, test } from 'vitest'
import { voteAtGate } from '../../src/core/rotation/moves/production-gate.ts'
import { edgeWorkerUsing, expiringToken, inDays } from '../../src/sandbox/world/small-world.ts'
import { members } from '../core/request/record-fixture.ts'
import { people } from './support/rotation-world.ts'
import { expectRules, rotation, type Story, startStory, token, world } from './support/story.ts'

let story: Story
afterEach(() => story.close())

const expiring = (settings: Record<string, unknown> = {}) =>
  startStory({
    seed: world(undefined, { generation: 'expiring', settings }),
    generation: 'expiring',
  })

describe('the new token', () => {
  test('of an account whose tokens expire goes from value to value', async () => {
    story = await expiring()
    const key = await story.begin({ ...rotation, expiry: inDays(Date.now(), 90) })
    expect((await story.finish(key)).state).toBe('succeeded')
    expect((await story.newToken(key))?.fingerprint).toMatch(/^[0-9a-f]{64}$/)
    await expectRules(story)
  })

  test('with other rights is asked for and compared as sets', async () => {
    story = await startStory()
    const scope = { namespaces: { marketing: ['w', 'r'] as const, default: ['r'] as const } }
    const key = await story.begin({ ...rotation, scope })
    expect((await story.finish(key)).state).toBe('succeeded')
    const got = (await story.newToken(key))?.scope?.namespaces
    expect(new Set(got?.['marketing'])).toEqual(new Set(['r', 'w']))
    expect(got?.['default']).toEqual(['r'])
  })

  test('whose name somebody takes meanwhile makes the request void, and that token is left alone', async () => {
    story = await startStory()
    const key = await story.begin(rotation)
    await story.planTools.edgeKv.createToken({
      name: `${token}_r2`,
      scope: { namespaces: { default: ['r'] }, networks: ['STAGING'], edgeWorkerIds: [] },
    })
    const ended = await story.runUntil(key, 'void')
    expect(ended.outcome).toBe(
      `A token called ${token}_r2 exists already, and this request did not make it. Plan anew: the next free name is taken then.`,
    )
    expect(await story.lines()).toEqual([`create ${token}_r2`])
  })

  test('that Akamai refuses as asked holds, says what it may be about, and claims nothing under that name later', async () => {
    story = await startStory({ seed: world(undefined, { generation: 'expiring' }) })
    const key = await story.begin(rotation)
    const { trouble } = await story.held(key)
    expect(trouble?.sentence).toContain('answered 400')
    expect(trouble?.advice).toMatch(/namespaces .* room .* generation in the configuration/)
    await story.outside('/settings', { generation: 'auto-refreshing' })
    await story.planTools.edgeKv.createToken({
      name: `${token}_r2`,
      scope: { namespaces: { marketing: ['r'] }, networks: ['STAGING', 'PRODUCTION'], edgeWorkerIds: [] },
    })
    await story.retry(key)
    expect((await story.runUntil(key, 'void')).outcome).toContain('this request did not make it')
    expect(await story.lines()).toEqual([`create ${token}_r2`])
  })

  test('that Akamai makes as another generation is revoked at once, and the request is void', async () => {
    story = await startStory({ generation: 'expiring' })
    const key = await story.begin(rotation)
    const ended = await story.runUntil(key, 'void')
    expect(ended.outcome).toBe(
      `Akamai made ${token}_r2 as auto-refreshing, the plan says expiring. It was revoked at once. Check the account settings, then plan anew.`,
    )
    expect(await story.lines()).toEqual([`create ${token}_r2`, `revoke ${token}_r2`])
  })

  test('of another generation is left alone and named when no answer of ours named it', async () => {
    story = await startStory({ generation: 'expiring' })
    await story.outside('/faults', { match: { method: 'POST', path: '/tokens$' }, action: 'lose-answer' })
    const key = await story.begin(rotation)
    expect((await story.held(key)).trouble?.code).toBe('other-generation')
    await story.abandon(key)
    expect((await story.runUntil(key, 'abandoned')).outcome).toBe(`Abandoned; new token ${token}_r2 kept.`)
    expect(await story.lines()).toEqual([`create ${token}_r2`])
  })

  test('that cannot be activated holds the rotation; abandoned, it is revoked', async () => {
    story = await startStory()
    await story.control.settings({ tokenOutcome: 'ERROR' })
    const key = await story.begin(rotation)
    expect((await story.held(key)).trouble?.code).toBe('new-token-error')
    await story.abandon(key)
    const ended = await story.runUntil(key, 'abandoned')
    expect(ended.outcome).toBe('Abandoned: everything is as it was; the new token is revoked.')
    expect(await story.lines()).toEqual([`create ${token}_r2`, `revoke ${token}_r2`])
  })

  test('that is not ready after an hour holds the rotation, and is looked at on', async () => {
    story = await startStory()
    await story.control.settings({ tokenOutcome: 'STUCK' })
    const key = await story.begin(rotation)
    const held = await story.held(key)
    expect(held.trouble?.code).toBe('new-token-stuck')
    expect(held.stateSince - (held.startedAt ?? 0)).toBeGreaterThanOrEqual(3_600_000)
    await story.pass('10m')
    expect((await story.newToken(key))?.state).toBe('creating')
    expect(await story.lines()).toEqual([`create ${token}_r2`])
  })

  test('that somebody revokes before it reaches production holds the rotation', async () => {
    story = await startStory({ settings: { productionGate: true } })
    const key = await story.begin(rotation)
    await story.runUntil(key, 'awaiting-production')
    await story.outside('/revoke', { name: `${token}_r2` })
    await story.people(key, ({ record }) =>
      voteAtGate(record.value, {
        kind: 'approve',
        person: people.ben,
        from: people.ben.identities[0],
        now: story.now(),
        approvers: members(people.ben),
      }),
    )
    const held = await story.held(key)
    expect(held.trouble?.code).toBe('new-token-not-ready')
    expect((await story.lines()).filter((line) => line.includes('PRODUCTION'))).toEqual([])
  })

  test('is only made: create deploys nothing', async () => {
    story = await startStory()
    const scope = { namespaces: { marketing: ['r'] as const }, networks: ['STAGING'] as const, edgeWorkerIds: ['1'] }
    const key = await story.begin({ action: 'create', account: 'acme', token: 'fresh', scope })
    expect((await story.runUntil(key, 'succeeded')).outcome).toBe('fresh created.')
    expect(await story.lines()).toEqual(['create fresh'])
  })
})

describe('a plan', () => {
  test('does not move at midnight only because an expiry was not given', async () => {
    const tokens = [expiringToken(token, inDays(Date.now(), 6), { issued: inDays(Date.now(), -60) })]
    const seed = world([edgeWorkerUsing({ id: 1, token })], { generation: 'expiring', tokens })
    story = await startStory({ seed, generation: 'expiring' })
    const { checkPlan } = await import('./support/check-plan.ts')
    const key = await story.begin(rotation, { state: 'requested', lapsesAt: story.now() + 9e8 })
    await story.pass('25h')
    expect(await checkPlan(story, key)).toEqual({ kind: 'ready' })
  })
})
