import { afterEach, describe, expect, test } from 'vitest'
import type { RecordKey } from '../../src/core/ports/records.ts'
import type { ActionRecord } from '../../src/core/request/record.ts'
import { checkPlan } from './support/check-plan.ts'
import { expectRules, rotation, type Story, startStory, token } from './support/story.ts'

let story: Story
afterEach(() => story.close())

/** Held in production, because somebody deployed 9.9 with the old token under it. */
const heldByForeign = async (): Promise<RecordKey> => {
  story = await startStory()
  const key = await story.begin(rotation)
  await story.runUntil(key, 'staging')
  await story.outside('/deploy', { edgeWorkerId: 1, network: 'PRODUCTION', version: '9.9', tokenName: token })
  expect((await story.held(key)).trouble?.code).toBe('base-moved')
  return key
}

const askRetry = (parent: RecordKey, more: Partial<ActionRecord> = {}) =>
  story.begin({ action: 'retry', account: 'acme', token, parent: parent.id }, more)

describe('a retry over a moved base', () => {
  test('rewrites what was deployed meanwhile, once approved, and the rotation goes on', async () => {
    const key = await heldByForeign()
    const child = await askRetry(key)
    expect((await story.runUntil(child, 'succeeded')).outcome).toBe(
      `${key.id} goes on with what was deployed meanwhile.`,
    )
    expect((await story.finish(key)).state).toBe('succeeded')
    const { mark } = (await story.load(key)).record.value
    expect(await story.lines()).toContain(`activate 1 PRODUCTION 9.9-${mark}.2`)
    expect((await story.target(key, '1-P'))?.via).toBe(child.id)
    await expectRules(story, { retried: true })
  })

  test('names in its plan exactly what it will rewrite', async () => {
    const key = await heldByForeign()
    const planned = await story.plan({ action: 'retry', account: 'acme', token, parent: key.id })
    expect(planned).toMatchObject({
      plan: {
        binding: { action: 'retry', targets: [{ edgeWorkerId: '1', network: 'PRODUCTION', baseVersion: '9.9' }] },
        findings: { blockers: [] },
      },
    })
  })

  test.each(['denied', 'lapsed', 'withdrawn'] as const)('that is %s leaves the rotation held', async (state) => {
    const key = await heldByForeign()
    await askRetry(key, { state, endedAt: 1 })
    await story.pass('1h')
    expect((await story.load(key)).record.value.state).toBe('held')
  })

  test('is void when the rotation was abandoned meanwhile', async () => {
    const key = await heldByForeign()
    const child = await askRetry(key)
    await story.abandon(key)
    const ended = await story.runUntil(child, 'void')
    expect(ended.outcome).toBe(`${key.id} is not held any more (it is abandoning).`)
    expect((await story.runUntil(key, 'abandoned')).outcome).toContain('9.9 on PRODUCTION of EdgeWorker 1')
    await expectRules(story)
  })

  test('is void when somebody deployed once more after it was planned', async () => {
    const key = await heldByForeign()
    const child = await askRetry(key, { state: 'requested', lapsesAt: story.now() + 9e8 })
    expect(await checkPlan(story, child)).toEqual({ kind: 'ready' })
    await story.outside('/deploy', { edgeWorkerId: 1, network: 'PRODUCTION', version: '9.10', tokenName: token })
    expect((await checkPlan(story, child)).kind).toBe('moved')
  })

  test('cannot be asked for twice', async () => {
    const key = await heldByForeign()
    const child = await askRetry(key, { state: 'requested', lapsesAt: story.now() + 9e8 })
    const planned = await story.plan({ action: 'retry', account: 'acme', token, parent: key.id })
    expect(planned.kind === 'plan' && planned.plan.findings.blockers).toMatchObject([
      { code: 'asked-already', sentence: `${child.id} asks for the same already.` },
    ])
  })

  test('has nothing to ask for where what was deployed has the new token; Retry goes on by itself', async () => {
    const key = await heldByForeign()
    await story.outside('/deploy', { edgeWorkerId: 1, network: 'PRODUCTION', tokenName: `${token}_r2` })
    const planned = await story.plan({ action: 'retry', account: 'acme', token, parent: key.id })
    expect(planned).toEqual({ kind: 'nothing-moved', id: key.id })
    await story.retry(key)
    expect((await story.finish(key)).state).toBe('succeeded')
    await expectRules(story)
  })
})

describe('Retry', () => {
  test('activates again what Akamai had ended as ERROR', async () => {
    story = await startStory()
    await story.control.fail({ edgeWorkerId: 1, network: 'STAGING' }, 'ERROR')
    const key = await story.begin(rotation)
    const held = await story.held(key)
    expect(held.trouble).toMatchObject({ code: 'activation-failed', part: '1-S' })
    expect(await story.targets(key)).toMatchObject({ '2-S': 'planned', '1-P': 'planned', '2-P': 'planned' })
    await story.retry(key)
    expect((await story.finish(key)).state).toBe('succeeded')
    expect((await story.target(key, '1-S'))?.attempt).toBe(2)
    await expectRules(story)
  })

  test('gives a gate its whole time anew', async () => {
    story = await startStory()
    const key = await story.begin(rotation)
    await story.runUntil(key, 'awaiting-source')
    expect((await story.held(key)).trouble?.code).toBe('source-not-updated')
    await story.pass('30h')
    await story.retry(key)
    const again = await story.runUntil(key, 'awaiting-source')
    await story.work()
    const { sourceBy } = (await story.load(key)).record.value
    expect((sourceBy ?? 0) - again.stateSince).toBe(7 * 86_400_000)
    expect((await story.finish(key)).state).toBe('succeeded')
  })

  test('is refused where nothing is held', async () => {
    story = await startStory()
    const key = await story.begin(rotation)
    await story.runUntil(key, 'soaking')
    expect(await story.retry(key)).toMatchObject({ kind: 'refused', refusal: { code: 'not-held' } })
  })
})
