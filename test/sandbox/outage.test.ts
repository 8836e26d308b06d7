import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { endOfDate } from '../../src/sandbox/clock/dates.ts'
import {
  edgeWorkerUsing,
  expiringToken,
  inDays,
  refreshingToken,
  smallWorld,
} from '../../src/sandbox/world/small-world.ts'
import { bundle, tokenFile } from './bundles.ts'
import { at, listAt, numberAt, textAt } from './json-at.ts'
import { startWorld, type TestWorld } from './start-world.ts'

const now = Date.now()
const expiry = inDays(now, 6)

let world: TestWorld
beforeEach(async () => {
  world = await startWorld(
    smallWorld({
      tokens: [
        expiringToken('old', expiry, { permissions: { marketing: ['r'] } }),
        refreshingToken('locked', { restrictTo: ['4199'] }),
        refreshingToken('stg', { networks: ['STAGING'] }),
      ],
      edgeWorkers: [edgeWorkerUsing({ id: 4101, token: 'old' }), edgeWorkerUsing({ id: 4102, token: 'old' })],
    }),
  )
})
afterEach(() => world.close())

const advance = (by: string) => world.control.post('/clock', { advance: by })
const outage = (since = 'mark') => world.control.get(`/outage?since=${since}`)
const edge = (network: string, id: number, query = '') =>
  fetch(new URL(`/_edge/${network}/${id}${query}`, world.akamai.controlUrl))

/** A rotation in short, as a careful client does it. */
const moveTo = async (id: number, uuid: string, networks: readonly string[]): Promise<void> => {
  const bytes = bundle('2', tokenFile('marketing', { name: 'new', reference: uuid }))
  expect((await world.api.upload(`/edgeworkers/v1/ids/${id}/versions`, bytes)).status).toBe(201)
  for (const network of networks) {
    const posted = await world.api.post(`/edgeworkers/v1/ids/${id}/activations`, { network, version: '2' })
    expect(posted.status).toBe(201)
  }
}

const createNew = async (): Promise<string> => {
  const order = {
    name: 'new',
    allowOnStaging: true,
    allowOnProduction: true,
    namespacePermissions: { marketing: ['r'] },
  }
  return textAt((await world.api.post('/edgekv/v1/tokens', order)).json, 'uuid')
}

describe('the outage meter', () => {
  test('stays at zero when everything is done in order', async () => {
    const uuid = await createNew()
    await advance('1m')
    for (const id of [4101, 4102]) await moveTo(id, uuid, ['STAGING', 'PRODUCTION'])
    await advance('1d')
    await world.api.delete('/edgekv/v1/tokens/old')
    await advance('10d')
    expect(await outage()).toMatchObject({ total: 0, edgeWorkers: [] })
    expect((await edge('production', 4101)).status).toBe(200)
  })

  test('shows a token that was revoked before the edges had followed', async () => {
    const uuid = await createNew()
    await advance('1m')
    for (const id of [4101, 4102]) await moveTo(id, uuid, ['STAGING', 'PRODUCTION'])
    await advance('9m')
    // COMPLETE everywhere, but an edge serves the former version for two minutes more.
    await world.api.delete('/edgekv/v1/tokens/old')
    expect((await edge('production', 4101)).status).toBe(401)
    await advance('1h')
    const found = await outage()
    expect(found).toMatchObject({ total: 2 })
    const interval = at(found, 'edgeWorkers', 0, 'intervals', 0)
    expect(interval).toMatchObject({ reason: 'revoked', namespace: 'marketing', version: '1.0', tokenName: 'old' })
    const ms = numberAt(interval, 'to') - numberAt(interval, 'from')
    expect(ms).toBeGreaterThan(30_000)
    expect(ms).toBeLessThan(120_000)
    expect((await edge('production', 4101)).status).toBe(200)
  })

  test('shows the EdgeWorker that was forgotten, and that it goes on', async () => {
    const uuid = await createNew()
    await advance('1m')
    await moveTo(4101, uuid, ['STAGING', 'PRODUCTION'])
    await advance('1d')
    await world.api.delete('/edgekv/v1/tokens/old')
    const found = await outage()
    expect(found).toMatchObject({ total: 2 })
    for (const one of listAt(found, 'edgeWorkers')) {
      expect(one).toMatchObject({ edgeWorkerId: 4102, byReason: { revoked: 1 }, intervals: [{ to: null }] })
    }
  })

  test('shows a bundle whose token was not yet COMPLETE, until it was', async () => {
    const uuid = await createNew()
    const bytes = bundle('2', tokenFile('marketing', { name: 'new', reference: uuid }))
    const bundle64 = Buffer.from(bytes).toString('base64')
    await world.control.post('/settings', { edgeLagMs: 0 })
    await world.control.post('/deploy', { edgeWorkerId: 4101, network: 'PRODUCTION', bundle: bundle64 })
    await advance('1h')
    const found = await outage()
    expect(found).toMatchObject({ total: 1, edgeWorkers: [{ byReason: { 'not-complete': 1 } }] })
    const interval = at(found, 'edgeWorkers', 0, 'intervals', 0)
    expect(numberAt(interval, 'to') - numberAt(interval, 'from')).toBeLessThanOrEqual(30_000)
  })

  test('sees an expiry at its very moment, though nobody polls and the clock jumps over it', async () => {
    await advance('30d')
    const found = await outage()
    expect(found).toMatchObject({ total: 4 })
    const intervals = listAt(found, 'edgeWorkers').flatMap((one) => listAt(one, 'intervals'))
    for (const interval of intervals) {
      expect(interval).toMatchObject({ from: endOfDate(expiry), to: null, reason: 'expired' })
    }
  })

  test('counts nothing twice when a new version holds the same dead token', async () => {
    await advance('10d')
    await world.control.post('/settings', { edgeLagMs: 0 })
    await world.control.post('/deploy', { edgeWorkerId: 4101, network: 'PRODUCTION' })
    await advance('1d')
    const found = listAt(await outage(), 'edgeWorkers').find(
      (one) => at(one, 'edgeWorkerId') === 4101 && at(one, 'network') === 'PRODUCTION',
    )
    expect(found).toMatchObject({ count: 1 })
  })

  test('counts from a mark or an effect on, and an outage that lasted then is one', async () => {
    await world.control.post('/revoke', { name: 'old' })
    await advance('1h')
    const mark = await world.control.post('/mark')
    await advance('1h')
    expect(await outage()).toMatchObject({ since: at(mark, 'at'), total: 4 })
    const effect = at(await world.control.get('/effects'), 'effects', 0)
    expect(effect).toMatchObject({ n: 1, kind: 'token.revoke', client: 'outside', name: 'old' })
    expect(await outage('1')).toMatchObject({ since: at(effect, 'at'), total: 4 })
  })

  test('does not count an outage that was over before the mark', async () => {
    await world.control.post('/settings', { edgeLagMs: 0 })
    await world.control.post('/revoke', { name: 'old' })
    await advance('1h')
    for (const id of [4101, 4102]) {
      for (const network of ['STAGING', 'PRODUCTION']) {
        await world.control.post('/deploy', { edgeWorkerId: id, network, withoutToken: true })
      }
    }
    expect(await outage()).toMatchObject({ total: 4 })
    await world.control.post('/mark')
    await advance('1h')
    expect(await outage()).toMatchObject({ total: 0 })
  })

  test('knows tokens that may not be used there, and helper libraries that cannot send references', async () => {
    const deploy = (id: number, tokenName: string, network: string) =>
      world.control.post('/deploy', { edgeWorkerId: id, network, tokenName })
    await world.control.post('/settings', { edgeLagMs: 0 })
    await deploy(4101, 'locked', 'STAGING')
    await deploy(4101, 'stg', 'PRODUCTION')
    const uuid = await createNew()
    const old = bundle('9', tokenFile('marketing', { name: 'new', reference: uuid }), { 'edgekv.js': '// 0.5.0' })
    const bundle64 = Buffer.from(old).toString('base64')
    await world.control.post('/deploy', { edgeWorkerId: 4102, network: 'STAGING', bundle: bundle64 })
    await advance('1m')
    expect(await outage()).toMatchObject({
      total: 3,
      edgeWorkers: [
        { byReason: { 'edge-worker-not-allowed': 1 } },
        { byReason: { 'network-not-allowed': 1 } },
        { byReason: { 'helper-too-old': 1 } },
      ],
    })
  })
})

describe('an edge', () => {
  test('answers 403 for a namespace that the token does not grant, 404 where nothing is active', async () => {
    const value = textAt((await world.api.get('/edgekv/v1/tokens/old')).json, 'value')
    const bytes = bundle('2', tokenFile('default', { name: 'old', value }))
    const bundle64 = Buffer.from(bytes).toString('base64')
    await world.control.post('/settings', { edgeLagMs: 0 })
    await world.control.post('/deploy', { edgeWorkerId: 4101, network: 'STAGING', bundle: bundle64 })
    expect((await edge('staging', 4101)).status).toBe(403)
    expect((await edge('staging', 4101, '?namespace=other')).status).toBe(500)
    expect((await edge('staging', 9999)).status).toBe(404)
    expect((await edge('moon', 4101)).status).toBe(404)
  })
})
