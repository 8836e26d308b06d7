import { afterEach, describe, expect, test } from 'vitest'
import { isPinned } from '../../src/core/inventory/is-pinned.ts'
import { decideRevoke } from '../../src/core/rotation/moves/revoke-gate.ts'
import { edgeWorkerUsing, expiringToken, inDays, versionUsing } from '../../src/sandbox/world/small-world.ts'
import type { EdgeWorkerSeed, VersionSeed } from '../../src/sandbox/world/world-types.ts'
import { bundle } from '../sandbox/bundles.ts'
import { people } from './support/rotation-world.ts'
import { expectRules, rotation, type Story, startStory, token, world } from './support/story.ts'

let story: Story
afterEach(() => story.close())

const { ben } = people
const child = edgeWorkerUsing({ id: 2, token })
/** Runs EdgeWorker 2 inside; its id is lower, so that the order of ids alone would be wrong. */
const parent = (own?: string, more: VersionSeed['dependencies'] = {}): EdgeWorkerSeed => ({
  ...edgeWorkerUsing({ id: 1, token }),
  versions: [
    {
      ...(own === undefined ? { version: '1.0' } : versionUsing('1.0', own, ['default'])),
      dependencies: { geo: { edgeWorkerId: 2, version: 'active' }, ...more },
    },
  ],
})

const tokens = [expiringToken(token, inDays(Date.now(), 6)), expiringToken('other', inDays(Date.now(), 60))]
const start = async (edgeWorkers: readonly EdgeWorkerSeed[]) => {
  story = await startStory({ seed: world(edgeWorkers, { tokens }) })
}

const networks = ['STAGING', 'PRODUCTION'] as const
const liveOf = async (id: string, network: (typeof networks)[number]) => {
  const live = (await story.stepTools.edgeWorkers.activeActivations(id)).find((one) => one.network === network)
  if (live === undefined) throw new Error(`${id} is not live on ${network}`)
  return live
}
const bomOf = async (network: (typeof networks)[number]) => {
  const live = await liveOf('1', network)
  const [newest] = await story.stepTools.edgeWorkers.listRevisions('1', { network })
  if (newest === undefined) throw new Error('no revision')
  const bom = await story.stepTools.edgeWorkers.revisionBom('1', newest.revisionId)
  return { bom, pinned: await isPinned(story.stepTools.edgeWorkers, live) }
}
const insideOf = async (network: (typeof networks)[number]) => (await bomOf(network)).bom.dependencies['geo']?.version

const deploy = (edgeWorkerId: number, network: string, more: Record<string, unknown> = {}) =>
  story.outside('/deploy', { edgeWorkerId, network, ...more })

const planOf = async (ask = rotation) => {
  const planned = await story.plan(ask)
  if (planned.kind !== 'plan') throw new Error(planned.kind)
  return planned.plan
}

/** The parent as somebody has it who lets it follow its children. */
const unpin = async () => {
  for (const network of networks)
    await story.stepTools.edgeWorkers.activate({ edgeWorkerId: '1', network, version: '1.0', note: '', autoPin: false })
  await story.pass('1h')
  await story.control.mark()
}

describe('a parent that uses the token itself', () => {
  test('goes after its child on each network, brings it along, and stays pinned', async () => {
    await start([parent(token), child])
    const key = await story.begin(rotation)
    expect((await story.finish(key)).state).toBe('succeeded')
    const activations = (await story.lines()).filter((line) => line.startsWith('activate'))
    expect(activations.map((line) => line.split(' ').slice(1, 3).join(' '))).toEqual([
      '2 STAGING',
      '1 STAGING',
      '2 PRODUCTION',
      '1 PRODUCTION',
    ])
    for (const network of networks) {
      const { bom, pinned } = await bomOf(network)
      expect(bom.dependencies['geo']?.version).toBe((await liveOf('2', network)).version)
      expect(pinned).toBe(true)
    }
    await expectRules(story)
  })

  test('stays unpinned where it was', async () => {
    await start([parent(token), child])
    await unpin()
    const key = await story.begin(rotation)
    expect((await story.finish(key)).state).toBe('succeeded')
    expect((await bomOf('PRODUCTION')).pinned).toBe(false)
    expect((await story.control.outage('mark')).edgeWorkers).toEqual([])
  })

  test('blocks the plan where activating it anew would bring another version of a child', async () => {
    await start([parent(token), child])
    await deploy(2, 'PRODUCTION', { version: '1.1' })
    const { blockers } = (await planOf()).findings
    expect(blockers).toMatchObject([{ code: 'other-child' }])
    expect(blockers[0]?.sentence).toContain('EdgeWorker 2 1.1 instead of 1.0')
  })

  test('is held when another child was deployed between approval and activation', async () => {
    const library = edgeWorkerUsing({ id: 4, token: 'other', namespace: 'default' })
    await start([parent(token, { lib: { edgeWorkerId: 4, version: 'active' } }), child, library])
    const key = await story.begin(rotation)
    await story.runUntil(key, 'production')
    await deploy(4, 'PRODUCTION', { version: 'hotfix' })
    expect((await story.held(key)).trouble).toMatchObject({ code: 'other-child', part: '1-P' })
    expect((await story.lines()).filter((line) => line.startsWith('activate 1 PRODUCTION'))).toEqual([])
  })
})

describe('a parent that only runs its child', () => {
  test('follows by itself where it is not pinned, and nobody is told', async () => {
    await start([parent(), child])
    await unpin()
    const plan = await planOf()
    expect(plan.binding.targets.map((target) => target.edgeWorkerId)).toEqual(['2', '2'])
    expect(plan.findings.warnings.map(({ code }) => code)).not.toContain('parent-lags')
    expect(plan.findings.others[0]?.reason).toContain('its child 2 1.0, which is rewritten')
    const key = await story.begin(rotation)
    expect((await story.finish(key)).state).toBe('succeeded')
    expect(await insideOf('PRODUCTION')).toBe((await liveOf('2', 'PRODUCTION')).version)
    expect((await story.control.outage('mark')).edgeWorkers).toEqual([])
  })

  test('is waited for where it is pinned, looked at every 15 minutes, and the old token lives on', async () => {
    await start([parent(), child])
    expect((await planOf()).findings.warnings.map(({ code }) => code)).toContain('parent-lags')
    const key = await story.begin(rotation)
    await story.runUntil(key, 'staging')
    await story.pass('1h')
    const told = async () => (await story.target(key, '2-S'))?.toldAt ?? 0
    const first = await told()
    expect(first).toBeGreaterThan(0)
    for (let n = 0; n < 8; n += 1) {
      await story.pass('15m')
      const waitsUntil = (await story.target(key, '2-S'))?.waitsUntil ?? 0
      expect(waitsUntil - story.now()).toBeLessThanOrEqual(15 * 60_000)
    }
    await story.pass('20h')
    expect(await told()).toBe(first)
    await story.pass('2h')
    expect(await told()).toBeGreaterThan(first)
    await story.pass('2d')
    const waiting = await story.target(key, '2-S')
    expect(waiting).toMatchObject({ state: 'waiting-for-parents', lagging: ['1'] })
    expect((await story.load(key)).record.value.state).toBe('staging')
    await deploy(1, 'STAGING', { version: '1.0' })
    await story.pass('16m')
    expect((await story.target(key, '2-S'))?.state).toBe('verified')
    await story.runUntil(key, 'production')
    await story.pass('1h')
    expect(await story.lines()).not.toContain(`revoke ${token}`)
    await deploy(1, 'PRODUCTION', { version: '1.0' })
    expect((await story.finish(key)).state).toBe('succeeded')
    await expectRules(story)
  })

  test('that is deployed without the child is not waited for', async () => {
    await start([parent(), child])
    const key = await story.begin(rotation)
    await story.runUntil(key, 'staging')
    await story.pass('1h')
    await deploy(1, 'STAGING', { version: '2', bundle: Buffer.from(bundle('2')).toString('base64') })
    await story.pass('16m')
    expect((await story.target(key, '2-S'))?.state).toBe('verified')
  })
})

describe('a version that lives only inside of a parent', () => {
  test('is listed, never rewritten, and keeps the old token from being revoked unseen', async () => {
    await start([parent(), child, edgeWorkerUsing({ id: 3, token })])
    for (const network of networks) await deploy(2, network, { version: '1.1', tokenName: 'other' })
    const { binding, findings } = await planOf()
    expect(binding.targets.map((target) => target.edgeWorkerId)).toEqual(['3', '3'])
    expect(findings.others[0]?.reason).toContain('its child 2 1.0, inside of its combined bundle alone')
    const key = await story.begin(rotation)
    const gate = await story.finish(key)
    expect(gate.state).toBe('awaiting-revoke')
    expect(gate.stillUsed?.map((use) => use.edgeWorkerId)).toEqual(['1', '1'])
  })

  test('is waited for by the edges after its parent is activated anew with another child', async () => {
    await start([parent(), child, edgeWorkerUsing({ id: 3, token })])
    for (const network of networks) await deploy(2, network, { version: '1.1', tokenName: 'other' })
    const key = await story.begin(rotation)
    expect((await story.finish(key)).state).toBe('awaiting-revoke')
    for (const network of networks) await deploy(1, network, { version: '1.0' })
    await story.people(key, ({ record }) =>
      decideRevoke(record.value, 'look-again', { person: ben, from: ben.identities[0], now: story.now() }),
    )
    await story.work()
    const waiting = (await story.load(key)).record.value
    expect(waiting).toMatchObject({ state: 'confirming', waitsFor: expect.stringContaining('of EdgeWorker 1') })
    await story.pass('25m')
    expect(await story.lines()).not.toContain(`revoke ${token}`)
    expect((await story.runUntil(key, 'succeeded')).outcome).toContain(`${token} revoked`)
    await expectRules(story)
  })

  test('is no plan by itself, and no revocation either', async () => {
    await start([parent(), child])
    for (const network of networks) await deploy(2, network, { version: '1.1', tokenName: 'other' })
    expect((await planOf()).findings.blockers.map(({ code }) => code)).toEqual(['only-in-parents', 'only-in-parents'])
    const revocation = await planOf({ ...rotation, action: 'revoke' })
    expect(revocation.findings.blockers.map(({ code }) => code)).toEqual(['still-used', 'still-used'])
  })
})

test('abandoned, everything is as it was, inside of parents too', async () => {
  await start([parent(token), child])
  await story.control.fail({ edgeWorkerId: 1, network: 'PRODUCTION' }, 'ERROR')
  const key = await story.begin(rotation)
  await story.held(key)
  await story.abandon(key)
  const ended = await story.runUntil(key, 'abandoned')
  expect(ended.outcome).toBe('Abandoned: everything is as it was; the new token is revoked.')
  for (const network of networks) {
    expect((await liveOf('1', network)).version).toBe('1.0')
    expect(await insideOf(network)).toBe('1.0')
  }
  await expectRules(story)
})
