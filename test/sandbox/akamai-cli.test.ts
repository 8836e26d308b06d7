import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import {
  edgeWorkerUsing,
  expiringToken,
  inDays,
  refreshingToken,
  smallWorld,
} from '../../src/sandbox/world/small-world.ts'
import type { AccountSeed } from '../../src/sandbox/world/world-types.ts'
import { type AkamaiCli, akamaiCli } from './akamai-cli-caller.ts'
import { bundle, tokenFile } from './bundles.ts'
import { at, listAt, textAt } from './json-at.ts'
import { startWorld, type TestWorld } from './start-world.ts'

const tokens = [refreshingToken('home'), expiringToken('old', inDays(Date.now(), 20))]
const runsChild = { child: { edgeWorkerId: 4101, version: 'active' } }

const accountOf = (more: Partial<AccountSeed>): AccountSeed => ({
  ...smallWorld({}).accounts[0],
  name: 'acme',
  ...more,
})

describe('Akamai’s own command line over TLS', () => {
  let world: TestWorld
  let cli: AkamaiCli
  beforeAll(async () => {
    const edgeWorkers = [
      edgeWorkerUsing({ id: 4101, token: 'home' }),
      {
        id: 4102,
        name: 'parent',
        groupId: 101,
        versions: [{ version: '7', dependencies: runsChild }],
        active: { STAGING: '7' },
      },
    ]
    const switched = accountOf({ name: 'globex', switchKey: 'F-AC-1:2', tokens, edgeWorkers })
    const dying = accountOf({ name: 'initech', switchKey: 'F-AC-2:2', generation: 'expiring' })
    world = await startWorld({ accounts: [accountOf({}), switched, dying] }, { tls: true })
    cli = akamaiCli(world.api, 'F-AC-1:2')
  })
  afterAll(() => world.close())

  test('is HTTPS with a certificate of its own', () => {
    expect(world.akamai.url).toMatch(/^https:\/\/localhost:\d+$/)
    expect(world.akamai.caFile).toBeDefined()
  })

  const order = {
    name: 'cli_token',
    allowOnProduction: true,
    allowOnStaging: true,
    restrictToEwids: ['4101'],
    expiry: '',
    namespacePermissions: { marketing: ['r'] },
  }

  test('lists, creates, downloads, refreshes and revokes tokens', async () => {
    expect(listAt((await cli.edgeKv('List/tokens', 'GET', '/tokens')).json, 'tokens')).toHaveLength(2)
    expect(listAt((await cli.edgeKv('List/tokens', 'GET', '/tokens?includeExpired=true')).json, 'tokens')).toHaveLength(
      2,
    )
    const created = await cli.edgeKv('Create/token', 'POST', '/tokens', order)
    expect(created).toMatchObject({ status: 200, json: { name: 'cli_token', expiry: '9999-12-31' } })
    expect((await cli.edgeKv('Download/token', 'GET', '/tokens/cli_token')).status).toBe(200)
    const refreshed = await cli.edgeKv('Refresh/token', 'POST', '/tokens/cli_token/refresh')
    expect(refreshed).toMatchObject({ status: 200, json: { namespacePermissions: { marketing: ['r'] } } })
    const revoked = await cli.edgeKv('Delete/token', 'DELETE', '/tokens/cli_token')
    expect(revoked).toMatchObject({ status: 200, json: { name: 'cli_token' } })
  })

  test('creates a token for every EdgeWorker, and one whose list of them is honoured where the sandbox is told to', async () => {
    const all = await cli.edgeKv('Create/token', 'POST', '/tokens', { ...order, name: 'all', restrictToEwids: ['all'] })
    expect(at(all.json, 'restrictToEdgeWorkerIds')).toBeUndefined()
    const ignored = await cli.edgeKv('Create/token', 'POST', '/tokens', { ...order, name: 'ignored' })
    expect(at(ignored.json, 'restrictToEdgeWorkerIds')).toBeUndefined()
    await world.control.post('/settings', { account: 'globex', honourRestrictToEwids: true })
    const locked = await cli.edgeKv('Create/token', 'POST', '/tokens', { ...order, name: 'locked' })
    expect(at(locked.json, 'restrictToEdgeWorkerIds')).toEqual(['4101'])
  })

  test('sends a day of expiry as a moment, and gets a token that ends on that day', async () => {
    const expiry = inDays(Date.now(), 60)
    const old = akamaiCli(world.api, 'F-AC-2:2')
    const created = await old.edgeKv('Create/token', 'POST', '/tokens', { ...order, expiry: `${expiry}T00:00:00Z` })
    expect(created).toMatchObject({ status: 200, json: { expiry, value: expect.any(String) } })
    expect((await old.edgeKv('Create/token', 'POST', '/tokens', { ...order, name: 'none' })).status).toBe(400)
  })

  test('validates, uploads, activates and follows a bundle', async () => {
    const uuid = textAt((await cli.edgeKv('Download/token', 'GET', '/tokens/home')).json, 'uuid')
    const bytes = bundle('2.0', tokenFile('marketing', { name: 'home', reference: uuid }))
    expect((await cli.upload('/validations', bytes)).json).toEqual({ errors: [], warnings: [] })
    expect((await cli.edgeWorkers('GET', '/ids/4101/versions')).status).toBe(200)
    expect((await cli.upload('/ids/4101/versions', bytes)).status).toBe(201)
    const downloaded = await cli.download('/ids/4101/versions/2.0/content')
    expect(downloaded).toMatchObject({ bytes: Buffer.from(bytes), headers: { 'content-type': 'application/gzip' } })
    const [staging, production] = ['STAGING', 'PRODUCTION'].map((network) => ({ network, version: '2.0' }))
    const posted = await cli.edgeWorkers('POST', '/ids/4101/activations', staging)
    expect(posted.status).toBe(201)
    const again = await cli.edgeWorkers('POST', '/ids/4101/activations', { ...staging, autoPin: false })
    expect(again).toMatchObject({ status: 400, json: { errorCode: 'EW1021' } })
    expect((await cli.edgeWorkers('POST', '/ids/4101/activations', { ...production, autoPin: true })).status).toBe(201)
    await world.control.post('/clock', { advance: '10m' })
    const followed = await cli.edgeWorkers('GET', `/ids/4101/activations/${at(posted.json, 'activationId')}`)
    expect(followed.json).toMatchObject({ status: 'COMPLETE' })
    const live = await cli.edgeWorkers('GET', '/ids/4101/activations?activeOnNetwork=true')
    expect(listAt(live.json, 'activations')).toHaveLength(2)
    const query = '?version=2.0&activeOnNetwork=true&network=STAGING'
    expect(listAt((await cli.edgeWorkers('GET', `/ids/4101/activations${query}`)).json, 'activations')).toHaveLength(1)
    const off = await cli.edgeWorkers('POST', '/ids/4101/deactivations', staging)
    expect(off).toMatchObject({ status: 201, json: { version: '2.0' } })
  })

  test('registers, changes and clones an EdgeWorker ID, with numbers as text', async () => {
    const made = await cli.edgeWorkers('POST', '/ids', { groupId: '101', name: 'new', resourceTierId: '100' })
    expect(made).toMatchObject({ status: 201, json: { groupId: 101, resourceTierId: 100 } })
    const id = at(made.json, 'edgeWorkerId')
    const changed = await cli.edgeWorkers('PUT', `/ids/${id}`, { groupId: '101', name: 'renamed' })
    expect(changed).toMatchObject({ status: 200, json: { name: 'renamed', resourceTierId: 100 } })
    const clone = await cli.edgeWorkers('POST', `/ids/${id}/clone`, { resourceTierId: '200' })
    expect(clone).toMatchObject({ status: 201, json: { name: 'renamed', sourceEdgeWorkerId: id, resourceTierId: 200 } })
    const tier = await cli.edgeWorkers('POST', '/ids', { groupId: '101', name: 'new', resourceTierId: '7' })
    expect(tier.status).toBe(400)
  })

  test('looks at, pins and activates the revisions of a parent', async () => {
    const listed = await cli.edgeWorkers('GET', '/ids/4102/revisions?network=STAGING&currentlyPinned=true')
    const revision = `/ids/4102/revisions/${textAt(listed.json, 'revisions', 0, 'revisionId')}`
    const body = { revisionId: at(listed.json, 'revisions', 0, 'revisionId') }
    const answers = [
      await cli.edgeWorkers('GET', revision),
      await cli.edgeWorkers('GET', `${revision}/bom?includeActiveVersions=true`),
      await cli.download(`${revision}/content`),
      await cli.edgeWorkers('POST', `${revision}/compare`, body),
      await cli.edgeWorkers('POST', `${revision}/unpin`, { unpinNote: 'go on' }),
      await cli.edgeWorkers('POST', `${revision}/pin`, {}),
      await cli.edgeWorkers('POST', '/ids/4102/revisions/activations', body),
      await cli.edgeWorkers('GET', '/ids/4102/revisions/activations'),
    ]
    expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 200))
  })

  test('reads what it shows: contracts, tiers, groups, properties, limits, reports, namespaces', async () => {
    const shown = [
      '/contracts',
      '/resource-tiers?contractId=1-SANDBOX',
      '/groups',
      '/groups/101',
      '/ids?groupId=101&resourceTierId=200',
      '/ids/4101/resource-tier',
      '/ids/4101/properties?activeOnly=true&details=true',
      '/limits',
      '/reports',
      '/reports/3?start=2026-01-01T00:00:00Z&edgeWorker=4101&status=success&eventHandler=onClientRequest',
    ]
    for (const path of shown) expect([path, (await cli.edgeWorkers('GET', path)).status]).toEqual([path, 200])
    expect((await cli.edgeKv('List/ns', 'GET', '/networks/staging/namespaces')).status).toBe(200)
    const namespaces = await cli.edgeKv('List/ns', 'GET', '/networks/production/namespaces?details=true')
    expect(at(namespaces.json, 'namespaces', 0)).toMatchObject({ retentionInSeconds: expect.any(Number) })
    expect((await cli.edgeKv('List/authgroup', 'GET', '/auth/groups')).status).toBe(200)
    expect((await cli.edgeKv('Show/status', 'GET', '/initialize')).json).toMatchObject({ accountStatus: 'INITIALIZED' })
  })
})
