import { afterEach, describe, expect, test } from 'vitest'
import type { StepTools } from '../../src/core/rotation/steps/step.ts'
import { staleLooks } from './support/stale-looks.ts'
import { expectRules, rotation, type Story, startStory, token } from './support/story.ts'

let story: Story
afterEach(() => story.close())

const minute = 60_000

/** So many looks of that kind find nothing, from the first one on that is asked after a POST. */
const blind = (times: number, change: (tools: StepTools, isBlind: () => boolean) => StepTools) => {
  let left = times
  const isBlind = (): boolean => {
    left -= 1
    return left >= 0
  }
  return (tools: StepTools) => change(tools, isBlind)
}

/** The new token is not found so many times. */
const tokenHidden = (times: number) =>
  blind(times, (tools, isBlind) => {
    const { edgeKv } = tools
    const getToken: typeof edgeKv.getToken = async (name) =>
      name === token || !isBlind() ? edgeKv.getToken(name) : { kind: 'absent' }
    return { ...tools, edgeKv: { ...edgeKv, getToken } }
  })

const creations = async () => (await story.lines()).filter((line) => line.startsWith('create'))

describe('an Akamai whose looks lag behind its answers', () => {
  test('by two minutes delays a rotation, and each effect still happens once', async () => {
    story = await startStory({ between: staleLooks(2 * minute) })
    const key = await story.begin(rotation)
    expect((await story.finish(key)).state).toBe('succeeded')
    expect(await story.lines()).toHaveLength(1 + 2 + 4 + 1)
    await expectRules(story)
  })

  test('by two minutes does not make an abandoned rotation go back twice', async () => {
    story = await startStory({ between: staleLooks(2 * minute) })
    const key = await story.begin(rotation)
    await story.runUntil(key, 'soaking')
    await story.abandon(key)
    expect((await story.runUntil(key, 'abandoned')).outcome).toContain('the new token is revoked')
    expect((await story.lines()).filter((line) => /^activate \d \w+ 1\.0$/.test(line))).toHaveLength(4)
    await expectRules(story)
  })

  test('does not find the token that it has just made, for a minute: it is waited for', async () => {
    story = await startStory({ between: tokenHidden(3) })
    const key = await story.begin(rotation)
    await story.runUntil(key, 'preparing', 'staging')
    expect(await creations()).toEqual([`create ${token}_r2`])
  })

  test('does not find the token whose creation was never answered, and says that it exists: never void', async () => {
    story = await startStory({ between: tokenHidden(4) })
    await story.outside('/faults', { match: { method: 'POST', path: '/tokens$' }, nth: 1, action: 'lose-answer' })
    const key = await story.begin(rotation)
    await story.runUntil(key, 'preparing', 'staging')
    expect(await creations()).toEqual([`create ${token}_r2`])
  })

  test('does not find an activation that it has just accepted: it is waited for, not failed', async () => {
    const between = blind(2, (tools, isBlind) => {
      const { edgeWorkers } = tools
      const getActivation: typeof edgeWorkers.getActivation = async (id, activationId) =>
        isBlind() ? 'absent' : edgeWorkers.getActivation(id, activationId)
      return { ...tools, edgeWorkers: { ...edgeWorkers, getActivation } }
    })
    story = await startStory({ between })
    const key = await story.begin(rotation)
    expect((await story.finish(key)).state).toBe('succeeded')
    await expectRules(story)
  })

  test('and never finds it is told in the end', async () => {
    const between = blind(Number.POSITIVE_INFINITY, (tools) => {
      const { edgeWorkers } = tools
      return { ...tools, edgeWorkers: { ...edgeWorkers, getActivation: async () => 'absent' as const } }
    })
    story = await startStory({ between })
    const key = await story.begin(rotation)
    expect((await story.held(key)).trouble).toMatchObject({ code: 'activation-failed' })
  })
})

/** The old token is not found at the look, and is again when it is to be revoked. */
const oldTokenHidden = () => {
  let hides = false
  return {
    hide: (): void => {
      hides = true
    },
    between: (tools: StepTools): StepTools => {
      const { edgeKv, edgeWorkers } = tools
      const getToken: typeof edgeKv.getToken = async (name) =>
        hides && name === token ? { kind: 'absent' } : edgeKv.getToken(name)
      const listEdgeWorkers = async () => {
        const all = await edgeWorkers.listEdgeWorkers()
        setImmediate(() => {
          hides = false
        })
        return all
      }
      return { ...tools, edgeKv: { ...edgeKv, getToken }, edgeWorkers: { ...edgeWorkers, listEdgeWorkers } }
    },
  }
}

test('a look that takes a token for gone which is there does not let it be revoked while it is used', async () => {
  const akamai = oldTokenHidden()
  story = await startStory({ between: akamai.between, settings: { sourceDeadlineMs: 0 } })
  const key = await story.begin(rotation)
  await story.runUntil(key, 'soaking')
  await story.outside('/deploy', { edgeWorkerId: 2, network: 'PRODUCTION', tokenName: token })
  akamai.hide()
  const ended = await story.runUntil(key, 'awaiting-revoke', 'succeeded')
  expect(ended.state).toBe('awaiting-revoke')
  expect(await story.lines()).not.toContain(`revoke ${token}`)
  await expectRules(story)
})

test('once Akamai has taken the revocation there is no way back, whatever its lists still show', async () => {
  let shows = true
  const between = (tools: StepTools): StepTools => {
    const { edgeKv } = tools
    const listTokens: typeof edgeKv.listTokens = async () => {
      const rows = await edgeKv.listTokens()
      const old = { name: token, uuid: oldUuid, expiry: '9999-12-31' }
      return shows && !rows.some(({ name }) => name === token) ? [...rows, old] : rows
    }
    return { ...tools, edgeKv: { ...edgeKv, listTokens } }
  }
  story = await startStory({ between, settings: { sourceDeadlineMs: 0 } })
  const key = await story.begin(rotation)
  const oldUuid = (await story.load(key)).record.value.plan.binding.old?.uuid ?? ''
  await story.runUntil(key, 'revoking')
  for (let n = 0; n < 30; n += 1) {
    await story.pass('1m')
    const { state } = (await story.load(key)).record.value
    expect(['revoking', 'confirming']).toContain(state)
    expect(await story.abandon(key)).toMatchObject({ refusal: { code: 'too-late' } })
  }
  shows = false
  expect((await story.runUntil(key, 'succeeded')).outcome).toContain(`${token} revoked`)
  expect((await story.lines()).filter((line) => line === `revoke ${token}`)).toHaveLength(1)
})

test('somebody else’s activation that never ends is told after an hour, forward and back', async () => {
  story = await startStory()
  const key = await story.begin(rotation)
  await story.work()
  await story.outside('/activations/hold', { edgeWorkerId: 1, network: 'STAGING' })
  await story.outside('/deploy', { edgeWorkerId: 1, network: 'STAGING', complete: false })
  expect((await story.held(key)).trouble).toMatchObject({ code: 'other-stuck', where: 'EdgeWorker 1, STAGING' })
  await story.abandon(key)
  const back = await story.held(key)
  expect(back).toMatchObject({ leftState: 'abandoning', trouble: { code: 'other-stuck' } })
  await story.outside('/activations/release', {})
  await story.retry(key)
  expect((await story.runUntil(key, 'abandoned')).outcome).toContain('Abandoned')
  expect((await story.lines()).filter((line) => line.startsWith('activate'))).toEqual([])
})
