import { describe, expect, test } from 'vitest'
import { fingerprint } from '../../../src/core/token/fingerprint.ts'
import { akamaiFor, credentialOf } from '../support/akamai-for.ts'
import { failureOf } from '../support/failure-of.ts'
import { edgeKvProblem, gatewayProblem, json, startServer } from '../support/start-server.ts'

const answering = async (status: number, body: unknown, account: Parameters<typeof akamaiFor>[1] = {}) => {
  const { url, seen } = await startServer((_request, response) => json(response, status, body))
  return { ...akamaiFor(url, account, { http: { budgetMs: 1 } }), seen }
}

const refreshing = {
  name: 'mkt',
  uuid: '1ab0e94b-c47e-568e-ab3e-1921ffcefe0c',
  allowOnProduction: true,
  allowOnStaging: false,
  cpcode: '1234567',
  expiry: '9999-12-31',
  issueDate: '2026-04-30',
  latestRefreshDate: null,
  nextScheduledRefreshDate: '2026-06-30',
  namespacePermissions: { default: ['r', 'w', 'd'], marketing: ['r'] },
  restrictToEdgeWorkerIds: ['1234', 5678],
  tokenActivationStatus: 'IN_PROGRESS',
  somethingNew: { nested: true },
}

const jwtOf = (claims: object): string =>
  ['{"alg":"RS256"}', JSON.stringify(claims), 'signed'].map((part) => Buffer.from(part).toString('base64url')).join('.')

describe('the list of tokens', () => {
  test('tells what newer tokens carry, and nothing for what is null', async () => {
    const { edgeKv, seen } = await answering(200, {
      tokens: [refreshing, { name: 'old', uuid: 'u', expiry: '2026-05-01' }],
    })
    expect(await edgeKv.listTokens()).toEqual([
      {
        name: 'mkt',
        uuid: refreshing.uuid,
        expiry: '9999-12-31',
        issueDate: '2026-04-30',
        nextScheduledRefreshDate: '2026-06-30',
        activationStatus: 'IN_PROGRESS',
      },
      { name: 'old', uuid: 'u', expiry: '2026-05-01' },
    ])
    expect(seen[0]?.url).toBe('/edgekv/v1/tokens?includeExpired=true')
  })

  test.each([
    [200, { tokens: [] }],
    [200, { tokens: null }],
    [200, {}],
    [404, edgeKvProblem(404, 'EKV_3000', 'Not Found')],
  ])('is empty in each of Akamai’s ways to say so: %s %o', async (status, body) => {
    expect(await (await answering(status, body)).edgeKv.listTokens()).toEqual([])
  })

  test.each([
    ['a gateway', gatewayProblem(404, 'no such api')],
    ['a proxy', '<html>404</html>'],
  ])('is not empty because %s says 404', async (_who, body) => {
    const { edgeKv } = await answering(404, body)
    expect(await failureOf(edgeKv.listTokens())).toMatchObject({ who: 'operator' })
    expect(await failureOf(edgeKv.getToken('mkt'))).toMatchObject({ who: 'operator' })
    expect(await failureOf(edgeKv.revokeToken('mkt', []))).toMatchObject({ who: 'operator' })
  })

  test('passes states that are not known and cuts longer dates', async () => {
    const row = { ...refreshing, tokenActivationStatus: 'SLEEPING', expiry: '2026-05-01T00:00:00Z' }
    const { edgeKv } = await answering(200, { tokens: [row] })
    expect((await edgeKv.listTokens())[0]).toMatchObject({ activationStatus: 'SLEEPING', expiry: '2026-05-01' })
  })
})

describe('one token', () => {
  test('has its scope, ids as strings', async () => {
    const { edgeKv } = await answering(200, refreshing)
    const found = await edgeKv.getToken('mkt')
    expect(found).toEqual({
      kind: 'found',
      token: expect.objectContaining({
        name: 'mkt',
        scope: {
          namespaces: { default: ['r', 'w', 'd'], marketing: ['r'] },
          networks: ['PRODUCTION'],
          edgeWorkerIds: ['1234', '5678'],
        },
      }),
    })
  })

  test.each([
    [{ allowOnStaging: 'true', allowOnProduction: 'FALSE' }, { networks: ['STAGING'] }],
    [{ restrictToEdgeWorkerIds: null }, { edgeWorkerIds: [] }],
    [{ restrictToEdgeWorkerIds: ['all'] }, { edgeWorkerIds: [] }],
    [{ restrictToEdgeWorkerIds: 'all' }, { edgeWorkerIds: [] }],
    [{ restrictToEdgeWorkerIds: '' }, { edgeWorkerIds: [] }],
    [{ namespacePermissions: { a: ['r', 'x'] } }, { namespaces: { a: ['r', 'x'] } }],
  ])('is read leniently: %o', async (changes, scope) => {
    const { edgeKv } = await answering(200, { ...refreshing, ...changes })
    expect(await edgeKv.getToken('mkt')).toMatchObject({ token: { scope } })
  })

  test('of the older generation has its value wrapped, its fingerprint, and its scope from the claims', async () => {
    const value = jwtOf({ env: ['s', 'p'], ewids: [4101, '4102'], 'namespace-marketing': ['r', 'w'], exp: 1, cpc: '7' })
    const { edgeKv } = await answering(200, { name: 'old', uuid: 'u', expiry: '2026-09-30', value })
    const found = await edgeKv.getToken('old')
    if (found.kind !== 'found') throw new Error(found.kind)
    expect(found.value?.reveal()).toBe(value)
    expect(JSON.stringify(found)).not.toContain(value)
    expect(found.token).toEqual({
      name: 'old',
      uuid: 'u',
      expiry: '2026-09-30',
      fingerprint: fingerprint(value),
      scope: {
        namespaces: { marketing: ['r', 'w'] },
        networks: ['STAGING', 'PRODUCTION'],
        edgeWorkerIds: ['4101', '4102'],
      },
    })
  })

  test.each([
    [{ ewids: 'all' }, []],
    [{ ewids: '1, 2' }, ['1', '2']],
    [{}, []],
  ])('has the EdgeWorkers that its claims name: %o', async (claims, edgeWorkerIds) => {
    const value = jwtOf({ env: ['s'], 'namespace-a': ['r'], ...claims })
    const { edgeKv } = await answering(200, { name: 'old', uuid: 'u', expiry: '2026-09-30', value })
    expect(await edgeKv.getToken('old')).toMatchObject({ token: { scope: { edgeWorkerIds } } })
  })

  test('whose rights nothing tells is a refusal, not an empty scope', async () => {
    const { edgeKv } = await answering(200, { name: 'old', uuid: 'u', expiry: '2026-09-30', value: 'xxxxxxxxxx' })
    expect(await failureOf(edgeKv.getToken('old'))).toMatchObject({ who: 'stop', code: 'NO_SCOPE' })
  })

  test('is absent at 404 and expired at 410, although Akamai gives both the same code', async () => {
    expect(await (await answering(404, edgeKvProblem(404))).edgeKv.getToken('mkt')).toEqual({ kind: 'absent' })
    expect(await (await answering(410, edgeKvProblem(410))).edgeKv.getToken('mkt')).toEqual({ kind: 'expired' })
  })

  test.each(['', '..', '.', ';', 'a/b', '-a', 'a'.repeat(33), 'ä'])('named %j is never asked for', async (name) => {
    const { edgeKv, seen } = await answering(200, refreshing)
    for (const work of [
      () => edgeKv.getToken(name),
      () => edgeKv.refreshToken(name),
      () => edgeKv.revokeToken(name, []),
    ])
      expect(await failureOf(work())).toMatchObject({ who: 'stop', maybeDone: false })
    expect(seen).toHaveLength(0)
  })
})

const scope = {
  namespaces: { default: ['r', 'w'] as const },
  networks: ['STAGING', 'PRODUCTION'] as const,
  edgeWorkerIds: ['1234'],
}

describe('creating a token', () => {
  test('sends booleans, ids as strings, and no expiry', async () => {
    const { edgeKv, seen } = await answering(200, refreshing)
    await edgeKv.createToken({ name: 'mkt', scope })
    expect(JSON.parse(seen[0]?.body.toString() ?? '')).toEqual({
      name: 'mkt',
      allowOnStaging: true,
      allowOnProduction: true,
      namespacePermissions: { default: ['r', 'w'] },
      restrictToEdgeWorkerIds: ['1234'],
    })
    expect(seen[0]).toMatchObject({ method: 'POST', url: '/edgekv/v1/tokens' })
  })

  test('leaves an empty list of EdgeWorkers out', async () => {
    const { edgeKv, seen } = await answering(200, refreshing)
    await edgeKv.createToken({ name: 'mkt', scope: { ...scope, networks: ['PRODUCTION'], edgeWorkerIds: [] } })
    const body = JSON.parse(seen[0]?.body.toString() ?? '')
    expect(body).not.toHaveProperty('restrictToEdgeWorkerIds')
    expect(body).toMatchObject({ allowOnStaging: false, allowOnProduction: true })
  })

  test('sends an expiry where the account issues expiring tokens', async () => {
    const { edgeKv, seen } = await answering(200, refreshing, { generation: 'expiring' })
    await edgeKv.createToken({ name: 'mkt', scope, expiry: '2026-12-31' })
    expect(JSON.parse(seen[0]?.body.toString() ?? '')).toMatchObject({ expiry: '2026-12-31' })
  })

  test('refuses an expiry where it issues auto-refreshing ones, unsent', async () => {
    const { edgeKv, seen } = await answering(200, refreshing)
    expect(await failureOf(edgeKv.createToken({ name: 'mkt', scope, expiry: '2026-12-31' }))).toMatchObject({
      who: 'stop',
    })
    expect(seen).toHaveLength(0)
  })

  test('tells the scope that Akamai made, not the one asked for', async () => {
    const { edgeKv } = await answering(200, { ...refreshing, restrictToEdgeWorkerIds: [] })
    expect(await edgeKv.createToken({ name: 'mkt', scope })).toMatchObject({
      kind: 'created',
      token: { uuid: refreshing.uuid, scope: { edgeWorkerIds: [], networks: ['PRODUCTION'] } },
    })
  })

  test('says that the name is taken at 409, as a value', async () => {
    const { edgeKv } = await answering(409, edgeKvProblem(409))
    expect(await edgeKv.createToken({ name: 'mkt', scope })).toEqual({ kind: 'name-taken' })
  })
})

describe('refreshing and revoking', () => {
  test('a refresh is a POST without a body that tells the token', async () => {
    const { edgeKv, seen } = await answering(200, { ...refreshing, latestRefreshDate: '2026-06-30' })
    expect(await edgeKv.refreshToken('mkt')).toMatchObject({ latestRefreshDate: '2026-06-30', uuid: refreshing.uuid })
    expect(seen[0]).toMatchObject({ method: 'POST', url: '/edgekv/v1/tokens/mkt/refresh', body: Buffer.alloc(0) })
  })

  test('a revocation is done, also when the token was gone already', async () => {
    const done = await answering(200, { name: 'mkt', uuid: 'u' })
    expect(await done.edgeKv.revokeToken('mkt', ['PRODUCTION'])).toBe('revoked')
    expect(done.seen[0]).toMatchObject({ method: 'DELETE', url: '/edgekv/v1/tokens/mkt' })
    for (const status of [404, 410])
      expect(await (await answering(status, edgeKvProblem(status))).edgeKv.revokeToken('mkt', [])).toBe('absent')
  })
})

describe('the credential for STAGING', () => {
  const both = { credentials: { production: credentialOf('default'), staging: credentialOf('staging-only') } }

  const used = (seen: readonly { method: string; headers: { authorization?: string | undefined } }[]) =>
    seen.map(
      ({ method, headers }) => `${method} ${/client_token=akab-client-([^;]+)/.exec(headers.authorization ?? '')?.[1]}`,
    )

  test.each([
    [['STAGING'] as const, 'staging-only'],
    [['STAGING', 'PRODUCTION'] as const, 'default'],
    [['PRODUCTION'] as const, 'default'],
    [[] as const, 'default'],
  ])('on a token for %o: %s creates and revokes it', async (networks, section) => {
    const { edgeKv, seen } = await answering(200, refreshing, both)
    await edgeKv.createToken({ name: 'mkt', scope: { ...scope, networks } })
    await edgeKv.revokeToken('mkt', networks)
    expect(used(seen)).toEqual([`POST ${section}`, `DELETE ${section}`])
  })

  test.each([
    [true, true, 'default'],
    [true, false, 'staging-only'],
    [false, true, 'default'],
  ])('refreshes only what STAGING %s, PRODUCTION %s allow', async (allowOnStaging, allowOnProduction, section) => {
    const { edgeKv, seen } = await answering(200, { ...refreshing, allowOnStaging, allowOnProduction }, both)
    await edgeKv.refreshToken('mkt')
    expect(used(seen)).toEqual(['GET default', `POST ${section}`])
  })

  test('reads nothing', async () => {
    const { edgeKv, seen } = await answering(200, { ...refreshing, tokens: [], namespaces: [], groups: [] }, both)
    await edgeKv.listTokens()
    await edgeKv.getToken('mkt')
    await edgeKv.listNamespaces('STAGING')
    await edgeKv.listGroups()
    expect(new Set(used(seen))).toEqual(new Set(['GET default']))
  })
})

test('namespaces and groups are read leniently', async () => {
  const { url, seen } = await startServer((request, response) =>
    request.url.includes('/namespaces')
      ? json(response, 200, {
          namespaces: [
            { namespace: 'default', groupId: 0, dataAccessPolicy: { restrictDataAccess: 'true', policyType: 'new' } },
            { namespace: 'bare' },
          ],
        })
      : json(response, 200, { groups: [{ groupId: '42', groupName: null, capabilities: ['VIEW_TOKEN', 'FLY'] }] }),
  )
  const { edgeKv } = akamaiFor(url)
  expect(await edgeKv.listNamespaces('PRODUCTION')).toEqual([
    { name: 'default', groupId: 0, restrictDataAccess: true },
    { name: 'bare' },
  ])
  expect(await edgeKv.listGroups()).toEqual([{ groupId: 42, capabilities: ['VIEW_TOKEN', 'FLY'] }])
  expect(seen.map(({ url }) => url)).toEqual([
    '/edgekv/v1/networks/production/namespaces?details=on',
    '/edgekv/v1/auth/groups',
  ])
})
