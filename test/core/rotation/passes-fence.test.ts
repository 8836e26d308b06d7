import { expect, test } from 'vitest'
import type { EngineTools } from '../../../src/core/rotation/engine-tools.ts'
import type { Run } from '../../../src/core/rotation/intent.ts'
import { passesFence } from '../../../src/core/rotation/passes-fence.ts'
import { requested } from '../request/record-fixture.ts'

const slow = () => new Promise((resolve) => setTimeout(resolve, 20))

/** A run whose trail has a slow disk; `moves`: the record moves while that is waited for. */
const runWith = (moves: boolean) => {
  const calls: string[] = []
  const records = {
    commit: async () => {
      calls.push('saved')
      return { kind: 'ok', record: 1, parts: { '1-S': 3 } }
    },
    fence: async (_key: unknown, { ver }: { readonly ver: number }) => {
      calls.push(`fence ${ver}`)
      return !moves
    },
  }
  const append = async (): Promise<void> => {
    await slow()
    calls.push('told')
  }
  const tools = { records, audit: { append }, ids: { next: () => 'op' } } as unknown as EngineTools
  const record = { value: requested({ state: 'staging' }), ver: 1 }
  const subjects = { partId: '1-S', put: () => ({}) }
  const run = { tools, snapshot: { record, parts: new Map() }, subjects, name: 'activate-target' }
  return { run: run as unknown as Run<object>, calls }
}

test('the fence comes after everything that an effect waits for, and asks for what was saved meanwhile', async () => {
  const { run, calls } = runWith(false)
  expect(await passesFence(run, { record: 1, ver: 2 }, {})).toBe(true)
  expect(calls).toEqual(['saved', 'told', 'fence 3'])
})

test('a record that moves while the trail’s disk is slow stops the effect', async () => {
  const { run } = runWith(true)
  expect(await passesFence(run, { record: 1, ver: 2 }, {})).toBe(false)
  expect(await passesFence(run, { record: 1, ver: 2 })).toBe(false)
})
