import { expect, test } from 'vitest'
import type { ActionRecord } from '../../../src/core/request/record.ts'
import { commitMove } from '../../../src/core/rotation/commit-next.ts'
import { from, person } from '../request/record-fixture.ts'
import { brokenDecisions, brokenGate } from './model/decisions.ts'
import { forgotten, leftBehind } from './model/ends.ts'
import { Play } from './model/play.ts'
import { plainScenario } from './model/scenario.ts'
import type { ModelWorld } from './model/world.ts'

const minute = 60_000

const lineOf = (world: ModelWorld) => ({
  worker: 'w0 R42',
  turn: async () => 'ok' as const,
  now: () => world.now,
  isDown: () => false,
})

const toolsOf = (world: ModelWorld) => {
  const clock = { now: () => world.now, sleep: async () => undefined }
  const records = world.records.portOf('people', async () => undefined)
  return { records, clock, ids: { next: () => world.nextOp() } }
}

const shop2 = { name: 'shop_r2', scope: { namespaces: {}, networks: [], edgeWorkerIds: [] } } as const

test('an effect that breaks a rule is found: too early, in the wrong place, at a gate, in a freeze, twice, unlocked', async () => {
  const { world } = new Play({ ...plainScenario, freeze: 'at-once' })
  const line = lineOf(world)
  const [edgeKv, edgeWorkers] = [world.akamai.edgeKvOf(line), world.akamai.edgeWorkersOf(line)]
  await edgeWorkers.activate({
    edgeWorkerId: '1',
    network: 'PRODUCTION',
    version: 'clean',
    note: 'edgekv-chatops k7qx42 #1',
  })
  const { record } = world.snapshot()
  await commitMove(toolsOf(world), world.snapshot(), { record: { ...record.value, state: 'awaiting-source' } })
  await edgeKv.createToken(shop2)
  world.now += 10 * minute
  await edgeKv.revokeToken('shop', [])
  await edgeKv.revokeToken('shop_r2', [])
  await edgeKv.createToken(shop2)
  await edgeWorkers.activate({
    edgeWorkerId: '2',
    network: 'STAGING',
    version: '1.0',
    note: 'edgekv-chatops k7qx42 back#1',
  })
  for (const sentence of [
    '1 clean goes to production before staging is verified',
    '1 gets clean, which the bot did not make',
    'activate 1 clean starts in a freeze',
    'activate 1 clean happens under the lock of nobody',
    'create shop_r2 happens without an intent',
    'create shop_r2 happens at the gate awaiting-source',
    'create shop_r2 happens twice',
    'shop is revoked before every target is settled',
    'shop is revoked before the soak is over',
    '2 1.0 is activated again with a dead token',
  ])
    expect(world.violations).toContain(sentence)
  expect(world.violations).toContainEqual(expect.stringMatching(/^shop is revoked while 1 STAGING 1.0, .* uses it$/))
})

test('two effects under one intent are found', async () => {
  const { world } = new Play(plainScenario)
  const { account, id } = world.snapshot().record.value
  const port = world.records.portOf('w0', async () => undefined)
  await port.commit({ op: 'op', account, id, expect: {}, claim: 'n:shop_r2', events: [] })
  const edgeKv = world.akamai.edgeKvOf(lineOf(world))
  await edgeKv.createToken(shop2)
  world.akamai.revoke('shop_r2')
  await edgeKv.createToken(shop2)
  expect(world.violations).toContain('create shop_r2 happens twice under one intent')
})

test('a record that nobody looks at, a lock that nobody lets go, and a version that was not taken back are found', async () => {
  const { world } = new Play(plainScenario)
  const { record } = world.snapshot()
  await commitMove(toolsOf(world), world.snapshot(), {
    record: { ...record.value, state: 'staging' },
    due: 'never',
    locks: { take: ['edgeworker:1'] },
  })
  expect(forgotten(world)).toEqual(['R42 is forgotten in staging'])
  expect(leftBehind(world)).toContain('R42 stands still in staging')
  const parts = world.snapshot().parts.get('c:1@1.0')?.value
  const uploaded = parts?.kind === 'candidate' ? [{ ...parts, state: 'uploaded' as const, version: 'clean' }] : []
  await world.akamai
    .edgeWorkersOf(lineOf(world))
    .activate({ edgeWorkerId: '1', network: 'STAGING', version: 'clean', note: 'edgekv-chatops k7qx42 #1' })
  world.now += 10 * minute
  await commitMove(toolsOf(world), world.snapshot(), {
    record: { ...record.value, state: 'abandoned' },
    parts: uploaded,
  })
  expect(leftBehind(world)).toEqual([
    'R42 was abandoned, and 1-S has neither gone back nor is it named',
    'edgeworker:1 is still held',
  ])
})

test('a request that is decided twice, too late or by its asker is found', () => {
  const { world } = new Play(plainScenario)
  const record = world.snapshot().record.value
  const [person] = [{ kind: 'person', id: 'p', name: 'ana', from: record.askedFrom } as const]
  const other = { ...person, name: 'ben' }
  const late = record.lapsesAt ?? 0
  expect(
    brokenDecisions(record, [
      { what: 'request.approved', actor: person, at: 0 },
      { what: 'request.denied', actor: other, at: late },
    ]),
  ).toEqual(['R42 is voted on by its asker', 'R42 is decided twice', 'R42 is decided after its lapse'])
})

test('a gate that too few have opened is found, and one that its asker has opened', () => {
  const { world } = new Play({ ...plainScenario, approvals: 2 })
  const before: ActionRecord = { ...world.snapshot().record.value, state: 'awaiting-production' }
  const through = (...names: string[]): ActionRecord => ({
    ...before,
    state: 'production',
    gate: {
      votes: names.map((name) => ({ kind: 'approve', person: person(name), by: from(person(name)), at: 0 })),
    },
  })
  expect(brokenGate(before, through('ben', 'cho'))).toEqual([])
  expect(brokenGate(before, through('ben', 'ben'))).toEqual(['R42 passes the gate with 1 approvals'])
  expect(brokenGate(before, through('ana', 'cho'))).toEqual(['R42 passes the gate with 1 approvals'])
})
