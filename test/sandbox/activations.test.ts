import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { edgeWorkerUsing, refreshingToken, smallWorld } from '../../src/sandbox/world/small-world.ts'
import { bundle } from './bundles.ts'
import { at, listAt, textAt } from './json-at.ts'
import { startWorld, type TestWorld } from './start-world.ts'

const one = '/edgeworkers/v1/ids/4101'

let world: TestWorld
beforeEach(async () => {
  world = await startWorld(
    smallWorld({
      tokens: [refreshingToken('today')],
      edgeWorkers: [edgeWorkerUsing({ id: 4101, token: 'today' }), edgeWorkerUsing({ id: 4102, token: 'today' })],
    }),
  )
  await world.api.upload(`${one}/versions`, bundle('2'))
})
afterEach(() => world.close())

const activate = (version: string, network = 'STAGING', more = {}) =>
  world.api.post(`${one}/activations`, { network, version, ...more })

const statusOf = async (id: unknown): Promise<string> =>
  textAt((await world.api.get(`${one}/activations/${id}`)).json, 'status')

const activeOn = async (network: string): Promise<unknown> => {
  const found = await world.api.get(`${one}/activations?activeOnNetwork=true&network=${network}`)
  return at(found.json, 'activations', 0, 'version')
}

const advance = (by: string) => world.control.post('/clock', { advance: by })

describe('an activation', () => {
  test('goes through its states on virtual time, and is live when COMPLETE', async () => {
    const posted = await activate('2', 'STAGING', { note: 'a note', autoPin: true })
    expect(posted).toMatchObject({ status: 201, json: { status: 'PRESUBMIT', note: 'a note', version: '2' } })
    expect(posted.headers['location']).toContain('/activations/')
    const id = at(posted.json, 'activationId')
    await advance('20s')
    expect(await statusOf(id)).toBe('PENDING')
    await advance('60s')
    expect(await statusOf(id)).toBe('IN_PROGRESS')
    expect(await activeOn('STAGING')).toBe('1.0')
    await advance('100s')
    expect(await statusOf(id)).toBe('COMPLETE')
    expect(await activeOn('STAGING')).toBe('2')
    expect(await activeOn('PRODUCTION')).toBe('1.0')
  })

  test('takes longer on production, and no time at all where the settings say so', async () => {
    const id = at((await activate('2', 'PRODUCTION')).json, 'activationId')
    await advance('4m')
    expect(await statusOf(id)).toBe('IN_PROGRESS')
    await world.control.post('/settings', { activationMs: { STAGING: 0, PRODUCTION: 0 } })
    expect((await activate('2')).json).toMatchObject({ status: 'COMPLETE' })
    expect(await activeOn('STAGING')).toBe('2')
  })

  test('of a version that is being activated there is EW1021; on the other network it is not', async () => {
    expect((await activate('2')).status).toBe(201)
    expect(await activate('2')).toMatchObject({
      status: 400,
      json: { errorCode: 'EW1021', detail: 'This version is already being activated on staging' },
    })
    expect((await activate('2', 'PRODUCTION')).status).toBe(201)
  })

  test('of the version that is live completes and changes nothing', async () => {
    const id = at((await activate('1.0')).json, 'activationId')
    await advance('5m')
    expect(await statusOf(id)).toBe('COMPLETE')
    expect(await activeOn('STAGING')).toBe('1.0')
    expect(await world.control.get('/outage?since=mark')).toMatchObject({ total: 0 })
  })

  test('of something that does not exist, or asked for wrongly, is refused', async () => {
    expect((await activate('none')).status).toBe(404)
    for (const bad of [
      { network: 'MOON' },
      { note: 'x'.repeat(129) },
      { surprise: 1 },
      { version: 2 },
      { autoPin: 1 },
    ]) {
      expect([bad, (await activate('2', 'STAGING', bad)).status]).toEqual([bad, 400])
    }
    expect((await world.api.post('/edgeworkers/v1/ids/1/activations', {})).status).toBe(404)
    const order = { network: 'STAGING', version: '1.0' }
    expect((await world.api.post(`${one}/activations/rollback`, order)).status).toBe(400)
    expect((await world.api.post(`${one}/deactivations`, { ...order, autoPin: true })).status).toBe(400)
  })

  test('on production is forbidden to the client for staging', async () => {
    const as = (network: string) =>
      world.api.send({
        method: 'POST',
        path: `${one}/activations`,
        section: 'staging-only',
        body: JSON.stringify({ network, version: '2' }),
      })
    expect(await as('PRODUCTION')).toMatchObject({ status: 403, json: { errorCode: expect.stringMatching(/^EW00/) } })
    expect((await as('STAGING')).status).toBe(201)
  })

  test('can be cancelled while PENDING, not later', async () => {
    const first = at((await activate('2')).json, 'activationId')
    expect((await world.api.delete(`${one}/activations/${first}`)).json).toMatchObject({ status: 'CANCELLED' })
    await advance('10m')
    expect(await statusOf(first)).toBe('CANCELLED')
    expect(await activeOn('STAGING')).toBe('1.0')
    const second = at((await activate('2')).json, 'activationId')
    await advance('2m')
    expect((await world.api.delete(`${one}/activations/${second}`)).status).toBe(400)
  })

  test('stays pending while held, goes on when released, and ends as told', async () => {
    await world.control.post('/activations/hold', { edgeWorkerId: 4101, network: 'STAGING' })
    const held = at((await activate('2')).json, 'activationId')
    await advance('1d')
    expect(await statusOf(held)).toBe('PENDING')
    expect(await world.control.post('/activations/release', {})).toEqual({ released: [held] })
    expect(await statusOf(held)).toBe('COMPLETE')
    await world.control.post('/activations/hold', { outcome: 'ERROR' })
    const failing = at((await activate('2', 'PRODUCTION')).json, 'activationId')
    await advance('10m')
    expect(await statusOf(failing)).toBe('ERROR')
    expect(await activeOn('PRODUCTION')).toBe('1.0')
    expect((await activate('2', 'PRODUCTION')).status).toBe(201)
  })

  test('is rolled back to what was live before, one step', async () => {
    expect((await world.api.post(`${one}/activations/rollback`, { network: 'STAGING' })).status).toBe(400)
    await activate('2')
    await advance('5m')
    const back = await world.api.post(`${one}/activations/rollback`, { network: 'STAGING', note: 'back' })
    expect(back).toMatchObject({ status: 201, json: { version: '1.0' } })
    await advance('5m')
    expect(await activeOn('STAGING')).toBe('1.0')
  })

  test('lists are newest first and can be narrowed', async () => {
    await activate('2')
    const ids = async (query: string) =>
      listAt((await world.api.get(`${one}/activations${query}`)).json, 'activations').map((row) => at(row, 'version'))
    expect(await ids('')).toEqual(['2', '1.0', '1.0'])
    expect(await ids('?version=2')).toEqual(['2'])
    expect(await ids('?network=PRODUCTION')).toEqual(['1.0'])
  })
})

test('a deactivation ends what is live, once', async () => {
  const ask = () => world.api.post(`${one}/deactivations`, { network: 'STAGING', version: '1.0', note: 'bye' })
  expect(await ask()).toMatchObject({ status: 201, json: { status: 'PRESUBMIT', deactivationId: expect.any(Number) } })
  expect(await ask()).toMatchObject({ status: 400, json: { errorCode: 'EW1031' } })
  await advance('5m')
  expect(await activeOn('STAGING')).toBeUndefined()
  expect(await ask()).toMatchObject({ status: 400, json: { errorCode: 'EW1032' } })
})

describe('quotas', () => {
  test('twenty activations a minute on a network; headers say what is left', async () => {
    await world.control.post('/settings', { activationMs: { STAGING: 0, PRODUCTION: 0 } })
    const minute = 'x-ratelimit-activation-per-network-per-minute'
    for (let left = 19; left >= 0; left -= 1) {
      const answer = await activate('2')
      expect([answer.status, answer.headers[`${minute}-remaining`]]).toEqual([201, String(left)])
    }
    const refused = await activate('2')
    expect(refused).toMatchObject({ status: 429, json: { errorCode: 'EW3101' } })
    expect(Date.parse(String(refused.headers[`${minute}-reset`]))).toBeGreaterThan(Date.now())
    expect((await activate('2', 'PRODUCTION')).status).toBe(201)
    await advance('61s')
    expect((await activate('2')).status).toBe(201)
  })

  test('so many a day, over both networks, until midnight UTC', async () => {
    const settings = { activationMs: { STAGING: 0, PRODUCTION: 0 }, quotas: { activationsPerDay: 2 } }
    await world.control.post('/settings', settings)
    await activate('2')
    await activate('2', 'PRODUCTION')
    expect((await activate('2')).status).toBe(429)
    await advance('1d')
    expect((await activate('2')).status).toBe(201)
    const limits = await world.api.get('/edgeworkers/v1/limits')
    expect(listAt(limits.json, 'limits')).toContainEqual(
      expect.objectContaining({ limitId: 'activation-per-day-limit', limitValue: 2 }),
    )
  })
})
