import { afterEach, describe, expect, test } from 'vitest'
import { voteAtGate } from '../../src/core/rotation/moves/production-gate.ts'
import { decideRevoke } from '../../src/core/rotation/moves/revoke-gate.ts'
import type { StepTools } from '../../src/core/rotation/steps/step.ts'
import { edgeWorkerUsing, expiringToken, inDays } from '../../src/sandbox/world/small-world.ts'
import { members } from '../core/request/record-fixture.ts'
import { people, type WorldOptions } from './support/rotation-world.ts'
import { expectRules, rotation, type Story, startStory, token, world } from './support/story.ts'

let story: Story
afterEach(() => story.close())

const ben = () => ({ person: people.ben, from: people.ben.identities[0], now: story.now() })

const approvers = members(people.ana, people.ben)

test('a token that somebody revoked meanwhile is not told as revoked by us in the trail', async () => {
  story = await startStory()
  const key = await story.begin(rotation)
  await story.runUntil(key, 'soaking')
  await story.outside('/revoke', { name: token })
  expect((await story.finish(key)).state).toBe('succeeded')
  expect(await story.lines()).not.toContain(`revoke ${token}`)
  expect(story.events.find(({ what }) => what === 'token.revoked')?.facts).toMatchObject({ found: 'gone already' })
})

describe('the production gate', () => {
  test('lets nothing into production before somebody else than the asker has said so', async () => {
    story = await startStory({ settings: { productionGate: true } })
    const key = await story.begin(rotation)
    await story.runUntil(key, 'awaiting-production')
    await story.pass('1h')
    expect((await story.lines()).filter((line) => line.includes('PRODUCTION'))).toEqual([])
    const own = await story.steer(key, ({ record }, call) =>
      voteAtGate(record.value, { ...call, kind: 'approve', approvers }),
    )
    expect(own).toMatchObject({ refusal: { code: 'own-request' } })
    await story.people(key, ({ record }) => voteAtGate(record.value, { ...ben(), kind: 'approve', approvers }))
    expect((await story.finish(key)).state).toBe('succeeded')
    await expectRules(story)
  })

  test('denied or lapsed holds the rotation; Retry asks again', async () => {
    story = await startStory({ settings: { productionGate: true } })
    const key = await story.begin(rotation)
    await story.runUntil(key, 'awaiting-production')
    await story.people(key, ({ record }) => voteAtGate(record.value, { ...ben(), kind: 'deny', approvers }))
    expect((await story.held(key)).trouble?.code).toBe('gate-denied')
    await story.retry(key)
    await story.runUntil(key, 'awaiting-production')
    expect((await story.held(key)).trouble?.code).toBe('gate-lapsed')
    expect((await story.lines()).filter((line) => line.includes('PRODUCTION'))).toEqual([])
  })

  test('is passed by break-glass, as is the wait for the source; the rules of revocation are not', async () => {
    story = await startStory({ settings: { productionGate: true } })
    const key = await story.begin(rotation, { breakGlass: true })
    const ended = await story.runUntil(key, 'succeeded', 'awaiting-production', 'awaiting-source')
    expect(ended.state).toBe('succeeded')
    await expectRules(story)
  })
})

/** At the gate, because the old bundle was deployed again while it soaked. */
const atRevokeGate = async (options: WorldOptions = {}) => {
  story = await startStory(options)
  const key = await story.begin(rotation)
  await story.runUntil(key, 'soaking')
  await story.outside('/deploy', { edgeWorkerId: 2, network: 'PRODUCTION', tokenName: token })
  expect((await story.finish(key)).state).toBe('awaiting-revoke')
  return key
}

const choose = (key: Parameters<Story['people']>[0], choice: Parameters<typeof decideRevoke>[1]) =>
  story.people(key, ({ record }) => decideRevoke(record.value, choice, ben()))

describe('the revoke gate', () => {
  test('Look again finds what was mended, and revokes', async () => {
    const key = await atRevokeGate()
    await story.outside('/deploy', { edgeWorkerId: 2, network: 'PRODUCTION', tokenName: `${token}_r2` })
    await story.pass('10m')
    await choose(key, 'look-again')
    expect((await story.runUntil(key, 'succeeded')).outcome).toContain(`${token} revoked`)
    await expectRules(story)
  })

  test('Look again right after it was mended waits until no edge serves the former version any more', async () => {
    const key = await atRevokeGate()
    await story.outside('/deploy', { edgeWorkerId: 2, network: 'PRODUCTION', tokenName: `${token}_r2` })
    await choose(key, 'look-again')
    await story.work()
    const waiting = (await story.load(key)).record.value
    expect(waiting).toMatchObject({ state: 'confirming', waitsFor: expect.stringContaining('of EdgeWorker 2') })
    await story.pass('25m')
    await story.work()
    expect(await story.lines()).not.toContain(`revoke ${token}`)
    const ended = await story.runUntil(key, 'succeeded')
    expect(ended.outcome).toContain(`${token} revoked`)
    expect(ended.waitsFor).toBeUndefined()
    await expectRules(story)
  })

  test('Look again right after it was taken off the network waits for the edges just the same', async () => {
    const key = await atRevokeGate()
    await story.pass('3h')
    await story.outside('/take-off', { edgeWorkerId: 2, network: 'PRODUCTION' })
    await choose(key, 'look-again')
    await story.work()
    const waiting = (await story.load(key)).record.value
    expect(waiting).toMatchObject({ state: 'confirming', waitsFor: expect.stringContaining('of EdgeWorker 2') })
    await story.pass('25m')
    expect(await story.lines()).not.toContain(`revoke ${token}`)
    expect((await story.runUntil(key, 'succeeded')).outcome).toContain(`${token} revoked`)
    await expectRules(story)
  })

  test('Look again does not take an EdgeWorker for clean that this API client is not shown any more', async () => {
    let hides = false
    const between = (tools: StepTools): StepTools => {
      const { edgeWorkers } = tools
      const listEdgeWorkers = async () => (await edgeWorkers.listEdgeWorkers()).filter(({ id }) => !hides || id !== '2')
      return { ...tools, edgeWorkers: { ...edgeWorkers, listEdgeWorkers } }
    }
    const key = await atRevokeGate({ between })
    hides = true
    await choose(key, 'look-again')
    await story.work()
    expect((await story.load(key)).record.value).toMatchObject({
      state: 'awaiting-revoke',
      stillUsed: [],
      blindSpots: [{ code: 'hidden-edgeworker', where: 'EdgeWorker 2' }],
    })
    expect(await story.lines()).not.toContain(`revoke ${token}`)
  })

  test('a value that cannot be told from the old token’s stands against the revocation', async () => {
    story = await startStory({
      settings: { sourceDeadlineMs: 0 },
      seed: world(
        [edgeWorkerUsing({ id: 1, token }), edgeWorkerUsing({ id: 2, token: 'another', networks: ['PRODUCTION'] })],
        { tokens: [expiringToken(token, inDays(Date.now(), 6)), expiringToken('another', inDays(Date.now(), 90))] },
      ),
    })
    const key = await story.begin(rotation)
    await story.runUntil(key, 'soaking')
    await story.people(key, ({ record: { value } }) => {
      const { oldFingerprint: _unknown, ...findings } = value.plan.findings
      return { kind: 'move', move: { record: { ...value, plan: { ...value.plan, findings } } } }
    })
    const gate = await story.runUntil(key, 'awaiting-revoke', 'succeeded')
    expect(gate).toMatchObject({ state: 'awaiting-revoke', stillUsed: [], blindSpots: [{ where: '2 PRODUCTION 1.0' }] })
    expect(await story.lines()).not.toContain(`revoke ${token}`)
  })

  test('Look again comes back while it is still used', async () => {
    const key = await atRevokeGate()
    await choose(key, 'look-again')
    await story.work()
    expect((await story.load(key)).record.value.state).toBe('awaiting-revoke')
    expect(await story.lines()).not.toContain(`revoke ${token}`)
  })

  test('Revoke anyway revokes over exactly what was named, and the audit says so', async () => {
    const key = await atRevokeGate()
    await choose(key, 'revoke-anyway')
    const ended = await story.runUntil(key, 'succeeded')
    expect(ended.override?.findings).toHaveLength(1)
    expect(await story.lines()).toContain(`revoke ${token}`)
    await expectRules(story, { mayOutage: true })
  })

  test('Revoke anyway over an old look comes back when something new is found', async () => {
    const key = await atRevokeGate()
    await story.pass('10m')
    await story.outside('/deploy', { edgeWorkerId: 1, network: 'PRODUCTION', tokenName: token })
    await choose(key, 'revoke-anyway')
    await story.work()
    expect((await story.load(key)).record.value.state).toBe('awaiting-revoke')
    expect(await story.lines()).not.toContain(`revoke ${token}`)
    await expectRules(story)
  })

  test('Keep ends the rotation with the old token alive', async () => {
    const key = await atRevokeGate()
    await choose(key, 'keep')
    const { value } = (await story.load(key)).record
    expect(value).toMatchObject({ state: 'succeeded', outcome: `${token} kept, as ben decided.` })
    expect(await story.lines()).not.toContain(`revoke ${token}`)
  })

  test('ends by itself when the old token dies', async () => {
    const key = await atRevokeGate()
    const ended = await story.runUntil(key, 'succeeded')
    expect(ended.outcome).toBe(`${token} was not revoked; it has expired meanwhile.`)
    expect(await story.lines()).not.toContain(`revoke ${token}`)
  })

  test('acts on nothing by itself, whatever wakes it', async () => {
    const key = await atRevokeGate()
    const before = await story.lines()
    await story.pass('2h')
    expect(await story.lines()).toEqual(before)
    expect((await story.load(key)).record.value.state).toBe('awaiting-revoke')
  })
})
