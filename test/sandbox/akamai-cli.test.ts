import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { edgeWorkerUsing, refreshingToken, smallWorld } from '../../src/sandbox/world/small-world.ts'
import { bundle, tokenFile } from './bundles.ts'
import { at, listAt, textAt } from './json-at.ts'
import { startWorld, type TestWorld } from './start-world.ts'

/** The requests that Akamai's own command line makes, with its headers, over TLS, in the order of a session. */
describe('Akamai’s own command line over TLS', () => {
  let world: TestWorld
  beforeAll(async () => {
    const switched = { ...smallWorld({ tokens: [refreshingToken('home')] }).accounts[0], switchKey: 'F-AC-1:2' }
    world = await startWorld(
      {
        accounts: [
          ...smallWorld({ tokens: [refreshingToken('home')] }).accounts,
          { ...switched, name: 'globex', edgeWorkers: [edgeWorkerUsing({ id: 4101, token: 'home' })] },
        ],
      },
      { tls: true },
    )
  })
  afterAll(() => world.close())

  const key = 'accountSwitchKey=F-AC-1:2'
  const kvHeaders = { 'x-ak-edgekv-cli-ver': '1.16.0', 'x-ak-edgekv-cli': 'createToken' }
  const ewHeaders = { 'x-ew-client': 'CLI' }

  const send = (method: string, path: string, body?: unknown) =>
    world.api.send({
      method,
      path: `${path}${path.includes('?') ? '&' : '?'}${key}`,
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      type: 'application/json',
      headers: path.startsWith('/edgekv') ? kvHeaders : ewHeaders,
    })

  const sendBundle = (path: string, bytes: Uint8Array) =>
    world.api.send({
      method: 'POST',
      path: `${path}?${key}`,
      body: bytes,
      type: 'application/gzip',
      headers: ewHeaders,
    })

  test('is HTTPS with a certificate of its own', () => {
    expect(world.akamai.url).toMatch(/^https:\/\/localhost:\d+$/)
    expect(world.akamai.caFile).toBeDefined()
  })

  test('lists, creates, downloads, refreshes and revokes tokens', async () => {
    expect(listAt((await send('GET', '/edgekv/v1/tokens?includeExpired=true')).json, 'tokens')).toHaveLength(1)
    const created = await send('POST', '/edgekv/v1/tokens', {
      name: 'cli_token',
      allowOnProduction: 'true',
      allowOnStaging: 'true',
      restrictToEwids: ['4101'],
      expiry: '',
      namespacePermissions: { marketing: ['r'] },
    })
    expect(created).toMatchObject({ status: 200, json: { name: 'cli_token', expiry: '9999-12-31' } })
    expect((await send('GET', '/edgekv/v1/tokens/cli_token')).status).toBe(200)
    const refreshed = await send('POST', '/edgekv/v1/tokens/cli_token/refresh')
    expect(refreshed).toMatchObject({ status: 200, json: { namespacePermissions: { marketing: ['r'] } } })
    expect((await send('DELETE', '/edgekv/v1/tokens/cli_token')).json).toMatchObject({ name: 'cli_token' })
  })

  test('validates, uploads, activates and follows a bundle', async () => {
    const uuid = textAt((await send('GET', '/edgekv/v1/tokens/home')).json, 'uuid')
    const bytes = bundle('2.0', tokenFile('marketing', { name: 'home', reference: uuid }))
    expect((await sendBundle('/edgeworkers/v1/validations', bytes)).json).toEqual({ errors: [], warnings: [] })
    expect((await sendBundle('/edgeworkers/v1/ids/4101/versions', bytes)).status).toBe(201)
    const posted = await send('POST', '/edgeworkers/v1/ids/4101/activations', {
      network: 'STAGING',
      version: '2.0',
      autoPin: true,
    })
    expect(posted.status).toBe(201)
    await world.control.post('/clock', { advance: '10m' })
    const id = at(posted.json, 'activationId')
    const followed = await send('GET', `/edgeworkers/v1/ids/4101/activations/${id}`)
    expect(followed.json).toMatchObject({ status: 'COMPLETE' })
    const live = await send('GET', '/edgeworkers/v1/ids/4101/activations?activeOnNetwork=true')
    expect(listAt(live.json, 'activations')).toHaveLength(2)
  })

  test('reads what it shows: contracts, tiers, groups, properties, limits, reports, namespaces', async () => {
    const paths = [
      '/edgeworkers/v1/contracts',
      '/edgeworkers/v1/resource-tiers?contractId=1-SANDBOX',
      '/edgeworkers/v1/groups',
      '/edgeworkers/v1/ids?groupId=101',
      '/edgeworkers/v1/ids/4101/properties?activeOnly=true',
      '/edgeworkers/v1/limits',
      '/edgeworkers/v1/reports',
      '/edgeworkers/v1/reports/3?start=2026-01-01T00:00:00Z&edgeWorker=4101',
      '/edgekv/v1/networks/staging/namespaces?details=true',
      '/edgekv/v1/auth/groups',
    ]
    const namespaces = await send('GET', '/edgekv/v1/networks/staging/namespaces?details=true')
    expect(at(namespaces.json, 'namespaces', 0)).toMatchObject({ retentionInSeconds: expect.any(Number) })
    for (const path of paths) expect([path, (await send('GET', path)).status]).toEqual([path, 200])
  })
})
