import { afterEach, describe, expect, test } from 'vitest'
import { expiringToken, inDays } from '../../src/sandbox/world/small-world.ts'
import { expectRules, rotation, type Story, startStory, token, world } from './support/story.ts'

let story: Story
afterEach(() => story.close())

const hour = 3_600_000

const frozen = (fromHours: number, toHours: number) => ({
  freezes: [{ fromMs: Date.now() + fromHours * hour, toMs: Date.now() + toHours * hour, reason: 'holiday' }],
})

describe('a freeze', () => {
  test('at the start keeps the request in the queue until it ends', async () => {
    story = await startStory({ settings: frozen(-1, 48) })
    const key = await story.begin(rotation)
    await story.work()
    expect((await story.load(key)).record.value).toMatchObject({
      state: 'queued',
      waitsFor: expect.stringMatching(/^the end of the freeze \(holiday\), \d{4}-\d\d-\d\d \d\d:\d\d UTC$/),
    })
    await story.pass('20h')
    expect(await story.lines()).toEqual([])
    expect((await story.finish(key)).state).toBe('succeeded')
    await expectRules(story)
  })

  test('in the middle lets no activation start, and what is in flight ends', async () => {
    story = await startStory({ settings: frozen(0.04, 30) })
    const key = await story.begin(rotation)
    await story.runUntil(key, 'staging')
    await story.pass('3h')
    expect((await story.lines()).filter((line) => line.startsWith('activate'))).toHaveLength(1)
    expect(await story.targets(key)).toMatchObject({ '1-S': 'verified', '2-S': 'planned', '1-P': 'planned' })
    expect((await story.finish(key)).state).toBe('succeeded')
    await expectRules(story)
  })

  test('lets an abandoned rotation go back, and its new token waits', async () => {
    story = await startStory({ settings: { ...frozen(0.04, 60), soakMs: hour } })
    const key = await story.begin(rotation)
    await story.runUntil(key, 'staging')
    await story.pass('3h')
    await story.abandon(key)
    await story.work()
    await story.pass('5h')
    await story.pass('5h')
    expect(await story.targets(key)).toMatchObject({ '1-S': 'restored' })
    expect(await story.lines()).not.toContain(`revoke ${token}_r2`)
    expect((await story.runUntil(key, 'abandoned')).outcome).toContain('the new token is revoked')
  })

  test('is passed by break-glass', async () => {
    story = await startStory({ settings: frozen(-1, 100) })
    const key = await story.begin(rotation, { breakGlass: true })
    expect((await story.runUntil(key, 'succeeded', 'queued')).state).toBe('succeeded')
  })
})

const two = () =>
  world(undefined, {
    tokens: [expiringToken(token, inDays(Date.now(), 6)), expiringToken('mkt_other', inDays(Date.now(), 6))],
    edgeWorkers: [
      {
        id: 1,
        name: 'both',
        groupId: 101,
        versions: [
          {
            version: '1.0',
            tokenFile: {
              entries: [
                { namespace: 'marketing', token },
                { namespace: 'default', token: 'mkt_other' },
              ],
            },
          },
        ],
        active: { STAGING: '1.0', PRODUCTION: '1.0' },
      },
    ],
  })

describe('two rotations over one EdgeWorker', () => {
  test('are told apart in the plan of the second', async () => {
    story = await startStory({ seed: two() })
    const first = await story.begin(rotation)
    await story.runUntil(first, 'staging')
    const planned = await story.plan({ ...rotation, token: 'mkt_other' })
    expect(planned.kind === 'plan' && planned.plan.findings.blockers).toMatchObject([
      { code: 'locked', where: first.id },
    ])
  })

  test('run one after the other: the second waits in the queue and leaves it when the first lets go', async () => {
    story = await startStory({ seed: two() })
    const first = await story.begin(rotation)
    const second = await story.begin({ ...rotation, token: 'mkt_other' })
    await story.runUntil(first, 'staging')
    const waiting = await story.runUntil(second, 'queued')
    expect(waiting.waitsFor).toBe(first.id)
    await story.runUntil(first, 'soaking')
    const gone = await story.runUntil(second, 'creating-token', 'preparing', 'staging')
    expect(gone.startedAt).toBeDefined()
  })

  test('the first, abandoned while the second is at work there, waits for its turn and touches nothing until then', async () => {
    story = await startStory({ seed: two() })
    const first = await story.begin(rotation)
    await story.runUntil(first, 'soaking')
    const second = await story.begin({ ...rotation, token: 'mkt_other' })
    await story.outside('/activations/hold', { edgeWorkerId: 1, network: 'STAGING' })
    await story.runUntil(second, 'staging')
    await story.work()
    await story.abandon(first)
    await story.pass('20m')
    expect((await story.load(first)).record.value).toMatchObject({ state: 'abandoning', abandon: { phase: 'locking' } })
    const backwards = async () => (await story.lines()).filter((line) => /^activate 1 \w+ 1\.0$/.test(line))
    expect(await backwards()).toEqual([])
    await story.outside('/activations/release', {})
    await story.runUntil(second, 'soaking')
    const ended = await story.runUntil(first, 'abandoned')
    expect(ended).toMatchObject({ newTokenKept: true, outcome: expect.stringContaining(`${token}_r2 kept`) })
    expect(ended.outcome).toContain('Left alone, as somebody else deployed it')
    expect(await backwards()).toEqual([])
    expect(await story.lines()).not.toContain(`revoke ${token}_r2`)
    await expectRules(story, { retried: true, sideBySide: true })
  })

  test('lapse in the queue when the first takes too long', async () => {
    story = await startStory({ seed: two() })
    await story.outside('/activations/hold', { edgeWorkerId: 1, network: 'STAGING' })
    const first = await story.begin(rotation)
    const second = await story.begin({ ...rotation, token: 'mkt_other' })
    await story.held(first)
    await story.pass('4h')
    await story.pass('4h')
    const ended = await story.runUntil(second, 'void')
    expect(ended.outcome).toBe(`It waited too long for ${first.id}; ask again.`)
    expect((ended.endedAt ?? 0) - (ended.decidedAt ?? 0)).toBeGreaterThan(8 * hour)
  })
})

describe('leaving approved', () => {
  test('with too few votes asks again, and keeps the votes that count', async () => {
    story = await startStory()
    story.readiness = { kind: 'too-few-votes', sentence: 'too few', votes: [] }
    const key = await story.begin(rotation, { lapsesAt: story.now() + hour })
    const { votes } = await story.runUntil(key, 'requested')
    expect(votes).toEqual([])
    expect(await story.lines()).toEqual([])
  })

  test('with too few votes after the lapse is void', async () => {
    story = await startStory()
    story.readiness = { kind: 'too-few-votes', sentence: 'too few', votes: [] }
    const key = await story.begin(rotation, { lapsesAt: story.now() - 1 })
    expect((await story.runUntil(key, 'void')).outcome).toBe('too few')
  })

  test('with another plan than was approved is void', async () => {
    story = await startStory()
    story.readiness = { kind: 'moved', sentence: 'moved' }
    const key = await story.begin(rotation)
    expect((await story.runUntil(key, 'void')).outcome).toBe('moved')
    expect(await story.lines()).toEqual([])
  })

  test('while Akamai cannot be read waits half an hour, then is void', async () => {
    story = await startStory()
    story.readiness = { kind: 'unreadable', sentence: 'unreadable' }
    const key = await story.begin(rotation)
    await story.pass('20m')
    expect((await story.load(key)).record.value.state).toBe('approved')
    const ended = await story.runUntil(key, 'void')
    expect((ended.endedAt ?? 0) - (ended.decidedAt ?? 0)).toBeGreaterThanOrEqual(hour / 2)
  })

  test('later than its lapse after the decision is void', async () => {
    story = await startStory()
    const key = await story.begin(rotation)
    await story.control.advance(9 * hour)
    expect((await story.runUntil(key, 'void')).outcome).toBe('It waited too long for its turn; ask again.')
  })
})
