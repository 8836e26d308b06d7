import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { expiringToken, inDays, refreshingToken, smallWorld } from '../../src/sandbox/world/small-world.ts'
import { at, listAt, textAt } from './json-at.ts'
import { startWorld, type TestWorld } from './start-world.ts'

const tokens = '/edgekv/v1/tokens'
const now = Date.now()

const order = {
  name: 'new_token',
  allowOnStaging: true,
  allowOnProduction: true,
  namespacePermissions: { marketing: ['r', 'w'] },
}

let world: TestWorld
beforeEach(async () => {
  world = await startWorld(
    smallWorld({
      namespaces: [
        { name: 'marketing', groupId: 101 },
        { name: 'default' },
        { name: 'open', restrictDataAccess: false },
        { name: 'staging-only', networks: ['STAGING'] },
      ],
      tokens: [
        expiringToken('old', inDays(now, 6), { restrictTo: ['4101'] }),
        expiringToken('dead', inDays(now, -3)),
        expiringToken('long_dead', inDays(now, -40), { issued: inDays(now, -100) }),
        refreshingToken('today'),
        expiringToken('gone', inDays(now, 50), { revoked: true }),
      ],
    }),
  )
})
afterEach(() => world.close())

const create = (change: object) => world.api.post(tokens, { ...order, ...change })

const refusal = (status: number, errorCode: string, detail?: string) => ({
  status,
  json: {
    status,
    errorCode,
    detail: detail ?? expect.any(String),
    additionalDetail: { requestId: expect.stringMatching(/^[0-9a-f]{16}$/) },
    type: expect.stringMatching(/^\/edgekv\/error-types\//),
  },
})

describe('a token of today', () => {
  test('is created IN_PROGRESS with its scope and no value, and is COMPLETE after a while', async () => {
    const made = await create({ restrictToEdgeWorkerIds: ['4101'] })
    expect(made).toMatchObject({
      status: 200,
      json: {
        name: 'new_token',
        expiry: '9999-12-31',
        tokenActivationStatus: 'IN_PROGRESS',
        latestRefreshDate: null,
        namespacePermissions: { marketing: ['r', 'w'] },
        restrictToEdgeWorkerIds: ['4101'],
      },
    })
    expect(made.json).not.toHaveProperty('value')
    await world.control.post('/clock', { advance: '1m' })
    expect((await world.api.get(`${tokens}/new_token`)).json).toMatchObject({ tokenActivationStatus: 'COMPLETE' })
  })

  test('can end in ERROR or stay IN_PROGRESS by a switch', async () => {
    await world.control.post('/settings', { tokenOutcome: 'ERROR' })
    await create({ name: 'a' })
    await world.control.post('/settings', { tokenOutcome: 'STUCK' })
    await create({ name: 'b' })
    await world.control.post('/clock', { advance: '1d' })
    expect((await world.api.get(`${tokens}/a`)).json).toMatchObject({ tokenActivationStatus: 'ERROR' })
    expect((await world.api.get(`${tokens}/b`)).json).toMatchObject({ tokenActivationStatus: 'IN_PROGRESS' })
  })

  test('is refreshed in place: dates move, the uuid stays', async () => {
    const before = (await world.api.get(`${tokens}/today`)).json
    const refreshed = await world.api.send({ method: 'POST', path: `${tokens}/today/refresh` })
    expect(refreshed).toMatchObject({ status: 200, json: { uuid: at(before, 'uuid') } })
    expect(textAt(refreshed.json, 'latestRefreshDate')).toMatch(/^\d{4}-\d\d-\d\d$/)
    expect(textAt(refreshed.json, 'nextScheduledRefreshDate') > textAt(refreshed.json, 'latestRefreshDate')).toBe(true)
  })

  test('is refreshed by Akamai when the day has come, unless it is overdue', async () => {
    const before = textAt((await world.api.get(`${tokens}/today`)).json, 'nextScheduledRefreshDate')
    await world.control.post('/clock', { advance: '90d' })
    const after = await world.api.get(`${tokens}/today`)
    expect(after.json).toMatchObject({ tokenActivationStatus: 'COMPLETE' })
    expect(textAt(after.json, 'latestRefreshDate') >= before).toBe(true)
  })
})

describe('an expiring token', () => {
  test('has a value with its claims and no scope in the answer', async () => {
    const found = await world.api.get(`${tokens}/old`)
    expect(found.status).toBe(200)
    expect(Object.keys(Object(found.json)).sort()).toEqual(['expiry', 'name', 'uuid', 'value'])
    const [head, claims] = textAt(found.json, 'value')
      .split('.')
      .map((part) => Buffer.from(part, 'base64url').toString('utf8'))
    expect(JSON.parse(head ?? '')).toMatchObject({ alg: 'RS256' })
    expect(JSON.parse(claims ?? '')).toMatchObject({
      env: ['s', 'p'],
      ewids: ['4101'],
      'namespace-marketing': ['r'],
      exp: Date.parse(`${inDays(now, 7)}T00:00:00Z`) / 1000 - 1,
    })
  })

  test('needs an expiry between a day and six months ahead', async () => {
    await world.control.post('/settings', { generation: 'expiring' })
    for (const expiry of ['', inDays(now, 0), inDays(now, 200), '2026-02-31', 'soon']) {
      expect(await create({ expiry })).toMatchObject(refusal(400, 'EKV_2000'))
    }
    expect(await create({ expiry: inDays(now, 30) })).toMatchObject({ status: 200, json: { expiry: inDays(now, 30) } })
  })

  test('dies at 24:00 UTC of its date: 410 titled Not Found, listed for 30 days where asked for', async () => {
    expect(await world.api.get(`${tokens}/dead`)).toMatchObject({
      ...refusal(410, 'EKV_3000', 'Token has expired.'),
      json: { title: 'Not Found' },
    })
    const names = async (query: string) =>
      listAt((await world.api.get(`${tokens}${query}`)).json, 'tokens').map((row) => textAt(row, 'name'))
    expect(await names('')).toEqual(['old', 'today'])
    expect(await names('?includeExpired=true')).toEqual(['old', 'dead', 'today'])
    await world.control.post('/clock', { advance: '28d' })
    expect(await names('?includeExpired=true')).toEqual(['old', 'today'])
  })

  test('cannot be refreshed', async () => {
    expect(await world.api.post(`${tokens}/old/refresh`, {})).toMatchObject(refusal(400, 'EKV_2000'))
  })
})

describe('creating is refused', () => {
  test('for a name that is taken, though not for one of a dead or revoked token', async () => {
    expect(await create({ name: 'old' })).toMatchObject(
      refusal(409, 'EKV_3000', 'Token with name old is already stored.'),
    )
    expect((await create({ name: 'dead' })).status).toBe(200)
    expect((await create({ name: 'gone' })).status).toBe(200)
  })

  test('for names, networks, permissions, namespaces and IDs that are none', async () => {
    const bad = [
      { name: '' },
      { name: '-a' },
      { name: 'a'.repeat(33) },
      { name: 'a b' },
      { allowOnStaging: false, allowOnProduction: false },
      { allowOnStaging: 1 },
      { namespacePermissions: {} },
      { namespacePermissions: { marketing: [] } },
      { namespacePermissions: { marketing: ['x'] } },
      { namespacePermissions: { marketing: ['r', 'r'] } },
      { namespacePermissions: { nowhere: ['r'] } },
      { namespacePermissions: { 'staging-only': ['r'] } },
      { namespacePermissions: { marketing: ['r'], open: ['r'] } },
      { restrictToEdgeWorkerIds: [4101] },
      { restrictToEdgeWorkerIds: Array.from({ length: 9 }, (_, index) => String(index + 1)) },
      { surprise: true },
    ]
    for (const change of bad) expect([change, (await create(change)).status]).toEqual([change, 400])
  })

  test('for JSON that is none, or names an attribute twice', async () => {
    const twice = `{"name":"a","name":"b"}`
    for (const body of ['{', '[]', twice]) {
      const sent = await world.api.send({ method: 'POST', path: tokens, body })
      expect(sent).toMatchObject(refusal(422, 'EKV_2001'))
    }
  })

  test('when the account has as many as it may, expired ones counted', async () => {
    await world.control.post('/settings', { quotas: { tokens: 3 } })
    expect((await create({})).status).toBe(413)
  })

  test('for a client that may act on staging alone, and revoking too', async () => {
    const as = (change: object) =>
      world.api.send({
        method: 'POST',
        path: tokens,
        section: 'staging-only',
        body: JSON.stringify({ ...order, ...change }),
      })
    expect(await as({})).toMatchObject(refusal(403, 'EKV_1000'))
    expect((await as({ allowOnProduction: false })).status).toBe(200)
    const revoked = await world.api.send({ method: 'DELETE', path: `${tokens}/old`, section: 'staging-only' })
    expect(revoked).toMatchObject(refusal(403, 'EKV_1000'))
  })
})

describe('what Akamai’s own command line sends is tolerated', () => {
  test('an empty expiry, and booleans as text', async () => {
    expect((await create({ expiry: '', allowOnStaging: 'true', allowOnProduction: 'false' })).json).toMatchObject({
      allowOnStaging: true,
      allowOnProduction: false,
    })
  })

  test('restrictToEwids restricts only by a switch', async () => {
    expect((await create({ restrictToEwids: ['4101'] })).json).not.toHaveProperty('restrictToEdgeWorkerIds')
    await world.control.post('/settings', { honourRestrictToEwids: true })
    const honoured = await create({ name: 'second', restrictToEwids: ['4101'] })
    expect(honoured.json).toMatchObject({ restrictToEdgeWorkerIds: ['4101'] })
  })
})

test('revoking answers name and uuid once, then 404; a bad name never reaches EdgeKV', async () => {
  const revoked = await world.api.delete(`${tokens}/old`)
  expect(revoked).toMatchObject({ status: 200, json: { name: 'old', uuid: expect.any(String) } })
  expect(await world.api.delete(`${tokens}/old`)).toMatchObject(refusal(404, 'EKV_3000'))
  expect(await world.api.get(`${tokens}/-x`)).toMatchObject(refusal(400, 'EKV_2000'))
  const gateway = await world.api.get(`${tokens}/;`)
  expect(gateway).toMatchObject({ status: 500, json: { type: expect.stringContaining('forward-origin-error') } })
})

test('an account without tokens is a 404 or an empty list, by a switch', async () => {
  await world.control.post('/seed', smallWorld({}))
  expect(await world.api.get(tokens)).toMatchObject(refusal(404, 'EKV_3000', 'No tokens exist.'))
  await world.control.post('/settings', { emptyTokenList: 'empty' })
  expect(await world.api.get(tokens)).toMatchObject({ status: 200, json: { tokens: [] } })
})
