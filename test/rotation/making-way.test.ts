import { afterEach, describe, expect, test } from 'vitest'
import { digestOf } from '../../src/core/plan/digest.ts'
import { rebind } from '../../src/core/plan/make-plan.ts'
import { whatMoved } from '../../src/core/plan/what-moved.ts'
import type { RecordKey } from '../../src/core/ports/records.ts'
import type { State } from '../../src/core/request/state.ts'
import type { WorldOptions } from './support/rotation-world.ts'
import { expectRules, rotation, type Story, startStory, token } from './support/story.ts'

let story: Story
afterEach(() => story.close())

/** As before every first effect: what was approved is compared with what is there. */
const start = async (settings: WorldOptions['settings'] = {}): Promise<void> => {
  story = await startStory({ settings })
  story.checkReadiness = async (record) => {
    const binding = await rebind(story.planTools, record)
    const stands = binding !== undefined && digestOf(binding) === record.plan.digest
    return stands ? { kind: 'ready' } : { kind: 'moved', sentence: whatMoved(record.plan.binding, binding) }
  }
}

/** One rotation runs until there, then the token leaks: another one is asked for and approved. */
const leakIn = async (state: State): Promise<readonly [RecordKey, RecordKey]> => {
  const first = await story.begin(rotation)
  await story.runUntil(first, state)
  return [first, await story.begin({ ...rotation, compromised: true })]
}

describe('a token that leaks while it is being rotated', () => {
  test.each(['creating-token', 'staging', 'production', 'soaking', 'awaiting-source'] as const)(
    'in %s waits in the queue until that is abandoned and has gone back, then runs as it was approved',
    async (state) => {
      await start()
      const [first, second] = await leakIn(state)
      const approved = (await story.load(second)).record.value.plan.binding
      expect(approved.new?.[0]?.name).toBe(`${token}_r3`)
      expect(approved.targets.map(({ baseVersion }) => baseVersion)).toEqual(['1.0', '1.0', '1.0', '1.0'])
      expect((await story.runUntil(second, 'queued')).waitsFor).toBe(first.id)
      await story.abandon(first)
      const ended = await story.runUntil(second, 'succeeded', 'awaiting-revoke')
      expect(ended.outcome).toBe(`2 EdgeWorkers use the new token; ${token} revoked.`)
      expect((await story.runUntil(first, 'abandoned')).outcome).toContain('the new token is revoked')
      const revoked = (await story.lines()).filter((line) => line.startsWith('revoke'))
      expect(revoked.toSorted()).toEqual([`revoke ${token}`, `revoke ${token}_r2`])
    },
  )

  test('is not rotated again where that has revoked it by then: the request is void, and says why', async () => {
    await start({ soakMs: 0, sourceDeadlineMs: 0 })
    const [first, second] = await leakIn('production')
    await story.runUntil(second, 'queued')
    expect((await story.runUntil(first, 'succeeded')).outcome).toContain(`${token} revoked`)
    expect((await story.runUntil(second, 'void')).outcome).toContain('the token itself was replaced by another one')
    expect((await story.lines()).filter((line) => line.startsWith('create'))).toHaveLength(1)
    // Without a soak edges still serve what was replaced a moment ago.
    await expectRules(story, { mayOutage: true })
  })

  test('is planned as it is where nothing of it is in the way', async () => {
    await start()
    await story.outside('/deploy', { edgeWorkerId: 1, network: 'STAGING', version: '9.9', tokenName: token })
    const second = await story.begin({ ...rotation, compromised: true })
    expect((await story.runUntil(second, 'succeeded')).outcome).toContain(`${token} revoked`)
  })
})
