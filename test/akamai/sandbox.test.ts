import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { Agent } from 'undici'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { QuotaSeen } from '../../src/akamai/http/ask.ts'
import { fingerprint } from '../../src/core/token/fingerprint.ts'
import { Secret } from '../../src/core/token/secret.ts'
import { type Sandbox, startSandbox } from '../../src/sandbox/start-sandbox.ts'
import { packBundle, textFile } from '../../src/sandbox/tar/write-tar.ts'
import { failureOf } from './support/failure-of.ts'
import { clientOf, control, sandboxCredential } from './support/sandbox-world.ts'

let sandbox: Sandbox

beforeAll(async () => {
  sandbox = await startSandbox()
})

afterAll(() => sandbox.close())

beforeEach(async () => {
  await control(sandbox, '/reset', {})
})

/** Its code holds that of EdgeWorker 4106. */
const parent = '4107'

const scope = {
  namespaces: { marketing: ['r'] as const },
  networks: ['STAGING', 'PRODUCTION'] as const,
  edgeWorkerIds: ['4101'],
}

const stagingScope = { ...scope, networks: ['STAGING'] as const }

const bundle = (version: string): Uint8Array =>
  packBundle([
    textFile('main.js', 'export function onClientRequest(request) { request.setHeader("x", "y"); }\n'),
    textFile('bundle.json', JSON.stringify({ 'edgeworker-version': version })),
  ])

describe('reading the sandbox', () => {
  test('finds an expiring token with its value, fingerprint and scope', async () => {
    const { edgeKv } = clientOf(sandbox)
    const found = await edgeKv.getToken('mkt_token1')
    if (found.kind !== 'found') throw new Error(found.kind)
    expect(found.token).toMatchObject({
      name: 'mkt_token1',
      fingerprint: fingerprint(found.value?.reveal() ?? ''),
      scope: {
        namespaces: { marketing: ['r'] },
        networks: ['STAGING', 'PRODUCTION'],
        edgeWorkerIds: ['4101', '4102', '4103'],
      },
    })
    expect((await edgeKv.listTokens()).find(({ name }) => name === 'mkt_token1')?.uuid).toBe(found.token.uuid)
    expect(await edgeKv.getToken('mkt_old')).toEqual({ kind: 'expired' })
    expect(await edgeKv.getToken('nobody_made_it')).toEqual({ kind: 'absent' })
  })

  test('keeps the accounts apart by their switch key', async () => {
    const { akamai, edgeKv } = clientOf(sandbox)
    const other = akamai.of('globex').edgeKv
    const uuids = [await edgeKv.listTokens(), await other.listTokens()].map(
      (rows) => rows.find(({ name }) => name === 'shared_ro')?.uuid,
    )
    expect(uuids[0]).toMatch(/^[0-9a-f-]{36}$/)
    expect(uuids[1]).toMatch(/^[0-9a-f-]{36}$/)
    expect(uuids[0]).not.toBe(uuids[1])
    expect(await edgeKv.getToken('glx_catalogue')).toEqual({ kind: 'absent' })
  })

  test('downloads the bundle that the checksum of its version names', async () => {
    const { edgeWorkers } = clientOf(sandbox)
    expect((await edgeWorkers.listEdgeWorkers()).map(({ id }) => id)).toContain('4101')
    const active = await edgeWorkers.activeActivations('4101')
    expect(active.map(({ network, version }) => `${network} ${version}`).sort()).toEqual([
      'PRODUCTION 1.1',
      'STAGING 1.1',
    ])
    const version = (await edgeWorkers.listVersions('4101')).find((one) => one.version === '1.1')
    const bytes = await edgeWorkers.downloadBundle('4101', '1.1')
    expect(createHash('sha256').update(bytes).digest('hex')).toBe(version?.checksum)
  })

  test('finds a parent’s children and its combined bundle', async () => {
    const { edgeWorkers } = clientOf(sandbox)
    const [revision] = await edgeWorkers.listRevisions(parent, { network: 'PRODUCTION' })
    const { dependencies } = await edgeWorkers.revisionBom(parent, revision?.revisionId ?? '')
    expect(Object.values(dependencies).map(({ edgeWorkerId }) => edgeWorkerId)).toEqual(['4106'])
    const bytes = await edgeWorkers.downloadCombinedBundle(parent, revision?.revisionId ?? '')
    expect(createHash('sha256').update(bytes).digest('hex')).toBe(revision?.checksum)
  })

  test('tells namespaces, groups, properties and limits', async () => {
    const { edgeKv, edgeWorkers } = clientOf(sandbox)
    expect((await edgeKv.listNamespaces('PRODUCTION')).map(({ name }) => name)).toContain('marketing')
    expect((await edgeKv.listGroups())[0]?.capabilities).toContain('CREATE_TOKEN')
    expect((await edgeWorkers.listGroups()).flatMap(({ capabilities }) => capabilities)).toContain('ACTIVATE')
    expect(await edgeWorkers.listProperties('4101')).toMatchObject({
      properties: [{ propertyName: 'www.example.com', productionVersion: 12 }],
      partial: false,
    })
    expect((await edgeWorkers.limits()).map(({ value }) => value)).toContain(500)
  })
})

describe('acting on the sandbox', () => {
  test('creates, watches, refreshes and revokes a token', async () => {
    const { edgeKv } = clientOf(sandbox)
    const made = await edgeKv.createToken({ name: 'mkt_new', scope })
    expect(made).toMatchObject({
      kind: 'created',
      token: { scope, expiry: '9999-12-31', activationStatus: 'IN_PROGRESS' },
    })
    expect(await edgeKv.createToken({ name: 'mkt_new', scope })).toEqual({ kind: 'name-taken' })
    await control(sandbox, '/clock', { advance: '1d' })
    expect(await edgeKv.getToken('mkt_new')).toMatchObject({ token: { activationStatus: 'COMPLETE' } })
    expect(await edgeKv.refreshToken('mkt_new')).toMatchObject({ name: 'mkt_new' })
    expect(await edgeKv.revokeToken('mkt_new', scope.networks)).toBe('revoked')
    expect(await edgeKv.revokeToken('mkt_new', scope.networks)).toBe('absent')
  })

  test('creates an expiring token where the account issues them', async () => {
    const { edgeKv } = clientOf(sandbox).akamai.of('globex')
    const expiry = new Date(Date.now() + 40 * 86_400_000).toISOString().slice(0, 10)
    const order = {
      name: 'glx_new',
      scope: { namespaces: { catalogue: ['r'] as const }, networks: scope.networks, edgeWorkerIds: [] },
      expiry,
    }
    expect(await edgeKv.createToken(order)).toMatchObject({ kind: 'created', token: { expiry, scope: order.scope } })
    expect(await edgeKv.getToken('glx_new')).toMatchObject({ kind: 'found', value: expect.any(Secret) })
  })

  test('validates, uploads and activates a bundle', async () => {
    const { edgeWorkers } = clientOf(sandbox)
    const bytes = bundle('1.2-test')
    expect(await edgeWorkers.validateBundle(bytes)).toEqual({ errors: [], warnings: [] })
    expect((await edgeWorkers.validateBundle(new Uint8Array([1, 2, 3]))).errors).not.toHaveLength(0)
    const { checksum } = await edgeWorkers.uploadVersion('4101', bytes)
    expect(checksum).toBe(createHash('sha256').update(bytes).digest('hex'))
    expect(await failureOf(edgeWorkers.uploadVersion('4101', bytes))).toMatchObject({ who: 'stop', maybeDone: false })
    const order = {
      edgeWorkerId: '4101',
      network: 'STAGING',
      version: '1.2-test',
      note: 'edgekv-chatops k7qx42 #1',
    } as const
    const accepted = await edgeWorkers.activate(order)
    if (accepted.kind !== 'accepted') throw new Error(accepted.kind)
    expect(await edgeWorkers.activate(order)).toEqual({ kind: 'already-activating' })
    const { activationId } = accepted.activation
    expect(await edgeWorkers.getActivation('4101', activationId)).toMatchObject({ note: order.note })
    await control(sandbox, '/clock', { advance: '1d' })
    expect(await edgeWorkers.getActivation('4101', activationId)).toMatchObject({ status: 'COMPLETE' })
    expect((await edgeWorkers.listActivations('4101', { network: 'STAGING' }))[0]).toMatchObject({ activationId })
    expect(await edgeWorkers.getActivation('4101', 999_999)).toBe('absent')
  })

  test('uses the STAGING client for STAGING, and it may do no more', async () => {
    const production = sandboxCredential(sandbox, 'default')
    const staging = sandboxCredential(sandbox, 'staging-only')
    const { edgeKv, edgeWorkers } = clientOf(sandbox, { credentials: { production, staging } })
    await edgeKv.createToken({ name: 'mkt_stg', scope: stagingScope })
    await edgeKv.revokeToken('mkt_stg', ['STAGING'])
    await edgeWorkers.activate({ edgeWorkerId: '4101', network: 'STAGING', version: '1.0', note: 'n' })
    await edgeWorkers.activate({ edgeWorkerId: '4101', network: 'PRODUCTION', version: '1.0', note: 'n' })
    const { effects } = (await control(sandbox, '/effects')) as { effects: { kind: string; client: string }[] }
    const ours = effects.filter(({ client }) => /default|staging-only/.test(client))
    expect(ours.map(({ kind, client }) => `${kind} ${client}`)).toEqual([
      'token.create staging-only',
      'token.revoke staging-only',
      'activation.create staging-only',
      'activation.create default',
    ])
    const narrow = clientOf(sandbox, { credentials: { production: staging } })
    const failure = await failureOf(narrow.edgeKv.createToken({ name: 'mkt_prd', scope }))
    expect(failure).toMatchObject({ who: 'operator', status: 403 })
    expect(failure.message).toContain('staging-only lacks the grant')
  })
})

describe('when the sandbox misbehaves', () => {
  test('a lost answer is told as maybe done, and a look finds the token', async () => {
    const { edgeKv } = clientOf(sandbox)
    await control(sandbox, '/faults', { match: { method: 'POST', path: '/tokens' }, action: 'lose-answer' })
    expect(await failureOf(edgeKv.createToken({ name: 'mkt_lost', scope }))).toMatchObject({
      maybeDone: true,
      who: 'retry',
    })
    expect(await edgeKv.getToken('mkt_lost')).toMatchObject({ kind: 'found' })
  })

  test('a request dropped before its effect is told the same way, and a look finds nothing', async () => {
    const { edgeKv } = clientOf(sandbox)
    await control(sandbox, '/faults', { match: { method: 'POST', path: '/tokens' }, action: 'drop-before' })
    expect(await failureOf(edgeKv.createToken({ name: 'mkt_lost', scope }))).toMatchObject({ maybeDone: true })
    expect(await edgeKv.getToken('mkt_lost')).toEqual({ kind: 'absent' })
  })

  test('reading goes on through errors', async () => {
    const { edgeKv } = clientOf(sandbox)
    await control(sandbox, '/faults', {
      match: { method: 'GET' },
      action: 'status',
      status: 503,
      times: 3,
      retryAfter: 0,
    })
    expect((await edgeKv.listTokens()).length).toBeGreaterThan(3)
  })

  test('quotas are handed on while there is room and when there is none', async () => {
    const seen: QuotaSeen[] = []
    const { edgeWorkers } = clientOf(sandbox, {}, { onQuota: (one) => seen.push(one) })
    await control(sandbox, '/settings', { account: 'acme', quotas: { activationsPerMinute: 1 } })
    const order = { edgeWorkerId: '4101', network: 'STAGING', version: '1.0', note: 'n' } as const
    await edgeWorkers.activate(order)
    const failure = await failureOf(edgeWorkers.activate({ ...order, edgeWorkerId: '4102', version: '2.0' }))
    expect(failure).toMatchObject({ who: 'retry', status: 429, maybeDone: false })
    const told = seen.filter(({ kind }) => kind === 'activation:STAGING')
    expect(told.map(({ refused }) => refused)).toEqual([false, true])
    for (const { readings } of told) {
      const minute = readings.find(({ name }) => name.includes('minute'))
      expect(minute).toMatchObject({ limit: 1, remaining: 0 })
      expect(minute?.resetMs).toBeGreaterThan(50_000)
      expect(minute?.resetMs).toBeLessThanOrEqual(61_000)
    }
  })

  test('a wrong secret is an operator’s matter', async () => {
    const production = { ...sandboxCredential(sandbox, 'default'), clientSecret: Secret.of('c29tZXRoaW5nIGVsc2U=') }
    const { edgeKv } = clientOf(sandbox, { credentials: { production } })
    expect(await failureOf(edgeKv.listTokens())).toMatchObject({ who: 'operator', status: 401 })
  })

  test('no canary of the sandbox is in any log line', async () => {
    const { edgeKv, edgeWorkers, log } = clientOf(sandbox)
    for (const { name } of await edgeKv.listTokens()) await edgeKv.getToken(name)
    await edgeWorkers.downloadBundle('4101', '1.1')
    const canaries = JSON.stringify(await control(sandbox, '/canaries')).match(/eyJ[\w.-]{20,}/g) ?? []
    expect(canaries.length).toBeGreaterThan(0)
    expect(log.lines.length).toBeGreaterThan(5)
    expect(canaries.filter((canary) => log.lines.join('\n').includes(canary))).toEqual([])
  })
})

test('the same works over TLS with the sandbox’s own authority', async () => {
  const secure = await startSandbox({ tls: true })
  try {
    const dispatcher = new Agent({ connect: { ca: readFileSync(secure.akamai.caFile ?? '', 'utf8') } })
    const { edgeKv } = clientOf(secure, {}, { http: { dispatcher } })
    expect((await edgeKv.listTokens()).length).toBeGreaterThan(3)
    expect(await edgeKv.createToken({ name: 'mkt_tls', scope })).toMatchObject({ kind: 'created' })
    await dispatcher.destroy()
  } finally {
    await secure.close()
  }
})

test('an account without tokens is taken in both of Akamai’s ways', async () => {
  const empty = await startSandbox()
  try {
    for (const emptyTokenList of ['404', 'empty']) {
      await control(empty, '/seed', { accounts: [{ name: 'acme', settings: { emptyTokenList } }] })
      expect(await clientOf(empty).edgeKv.listTokens()).toEqual([])
    }
  } finally {
    await empty.close()
  }
})
