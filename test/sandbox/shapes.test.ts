import { existsSync, readFileSync } from 'node:fs'
import { Ajv } from 'ajv'
import addFormats from 'ajv-formats'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { edgeWorkerUsing, expiringToken, inDays, smallWorld } from '../../src/sandbox/world/small-world.ts'
import { bundle } from './bundles.ts'
import { at } from './json-at.ts'
import { startWorld, type TestWorld } from './start-world.ts'

const data = '../shared/data/akamai'
const read = (path: string): unknown => JSON.parse(readFileSync(`${data}/${path}`, 'utf8'))

/** Each field of a body with its type, list positions left out. */
const fieldsOf = (json: unknown, path = ''): string[] => {
  if (Array.isArray(json)) return [...new Set(json.flatMap((item) => fieldsOf(item, `${path}[]`)))]
  if (json === null || typeof json !== 'object') return [`${path}:${json === null ? 'null' : typeof json}`]
  return Object.entries(json).flatMap(([key, value]) => fieldsOf(value, `${path}.${key}`))
}

describe.skipIf(!existsSync(data))('bodies', () => {
  let world: TestWorld
  beforeAll(async () => {
    world = await startWorld(
      smallWorld({
        settings: { activationMs: { STAGING: 60_000, PRODUCTION: 60_000 } },
        tokens: [expiringToken('old', inDays(Date.now(), 6)), expiringToken('dead', inDays(Date.now(), -3))],
        edgeWorkers: [
          {
            ...edgeWorkerUsing({ id: 42, token: 'old' }),
            description: 'Something',
            properties: [
              { propertyName: 'a.example.com', stagingVersion: 147 },
              { propertyName: 'b.example.com', stagingVersion: 56, productionVersion: 55 },
            ],
          },
          {
            id: 43,
            name: 'parent',
            groupId: 101,
            versions: [
              { version: '7', dependencies: { 'redirect-geo-query': { edgeWorkerId: 42, version: 'active' } } },
            ],
            active: { STAGING: '7' },
          },
        ],
      }),
    )
    await world.api.upload('/edgeworkers/v1/ids/42/versions', bundle('2'))
  })
  afterAll(() => world.close())

  const openapi = (api: string): unknown => read(`${api}/openapi.json`)
  const ajv = addFormats.default(new Ajv({ strict: false, allErrors: true }))

  const one = '/ids/{edgeWorkerId}'
  const order = { network: 'STAGING', version: '2', note: 'a note' }
  const revisionOf = async () =>
    at((await world.api.get('/edgeworkers/v1/ids/43/revisions')).json, 'revisions', 0, 'revisionId')

  // Newer than the description, as the SDK's bodies show.
  const newer = ['must be string sequenceNumber', 'must NOT have fewer than 1 items warnings']

  /** What the schema says against a body, the body's values and list positions left out. */
  const problemsOf = (schema: unknown, body: unknown): string[] => {
    const check = ajv.compile(Object(schema))
    check(body)
    return (check.errors ?? []).map((found) =>
      [found.message, found.params['additionalProperty'], found.instancePath.split('/').at(-1)]
        .filter((part) => part !== undefined && part !== '' && Number.isNaN(Number(part)))
        .join(' '),
    )
  }

  test.each([
    { method: 'get', path: '/contracts' },
    { method: 'get', path: '/groups' },
    { method: 'get', path: '/groups/{groupId}' },
    { method: 'get', path: '/ids' },
    { method: 'get', path: one },
    { method: 'get', path: `${one}/resource-tier` },
    { method: 'get', path: '/resource-tiers', query: '?contractId=1-SANDBOX' },
    { method: 'get', path: `${one}/properties` },
    { method: 'get', path: `${one}/versions` },
    { method: 'get', path: `${one}/versions/{version}` },
    { method: 'post', path: `${one}/activations`, status: '201', body: order },
    { method: 'get', path: `${one}/activations` },
    { method: 'get', path: `${one}/activations/{activationId}` },
    { method: 'post', path: `${one}/deactivations`, status: '201', body: { ...order, version: '1.0' } },
    { method: 'get', path: `${one}/deactivations` },
    { method: 'get', path: '/limits' },
    { method: 'get', path: '/reports' },
    { method: 'post', path: '/validations', body: {} },
    { method: 'get', path: '/ids/43/revisions', as: `${one}/revisions` },
    { method: 'get', path: '/ids/43/revisions/REV', as: `${one}/revisions/{revisionId}` },
    { method: 'get', path: '/ids/43/revisions/REV/bom', as: `${one}/revisions/{revisionId}/bom` },
    { method: 'get', path: '/ids/43/revisions/activations', as: `${one}/revisions/activations` },
    { method: 'post', path: '/ids/43/revisions/REV/unpin', as: `${one}/revisions/{revisionId}/unpin`, body: {} },
    { method: 'post', path: '/ids/43/revisions/REV/pin', as: `${one}/revisions/{revisionId}/pin`, body: {} },
    { method: 'post', path: '/ids', status: '201', body: { name: 'new', groupId: 101, resourceTierId: 200 } },
    { method: 'post', path: `${one}/clone`, status: '201', body: { name: 'new', groupId: 101, resourceTierId: 200 } },
  ])('of EdgeWorkers $method $path fit Akamai’s description', async (call) => {
    const active = await world.api.get('/edgeworkers/v1/ids/42/activations')
    const path = call.path
      .replace('{edgeWorkerId}', '42')
      .replace('{groupId}', '101')
      .replace('{version}', '1.0')
      .replace('{activationId}', String(at(active.json, 'activations', 0, 'activationId')))
      .replace('REV', String(await revisionOf()))
    const url = `/edgeworkers/v1${path}${call.query ?? ''}`
    const gzip = path === '/validations'
    const answer =
      call.method === 'get'
        ? await world.api.get(url)
        : gzip
          ? await world.api.upload(url, Buffer.from('no'))
          : await world.api.post(url, call.body)
    expect(String(answer.status)).toBe(call.status ?? '200')
    const described = at(openapi('edgeworkers'), 'paths', call.as ?? call.path, call.method, 'responses')
    const content = at(described, call.status ?? '200', 'content', 'application/json')
    // Some descriptions do not fit their own example: what they say against it they may say against us.
    const tolerated = [...newer, ...problemsOf(at(content, 'schema'), at(content, 'example'))]
    const found = problemsOf(at(content, 'schema'), answer.json)
    expect(found.filter((problem) => !tolerated.includes(problem))).toEqual([])
  })

  test.each([
    ['/tokens/old', 'post-tokens-200.json'],
    ['/tokens', 'list-tokens-200.json'],
    ['/tokens/none', 'token-404.json'],
    ['/tokens/dead', 'token-410.json'],
    ['/tokens/-', 'token-400.json'],
    ['/auth/groups', 'auth-groups-200.json'],
    ['/auth/groups/101', 'auth-group-200.json'],
    ['/auth/groups/9', 'auth-group-403.json'],
    ['/networks/staging/namespaces?details=on', 'namespaces-200.json'],
    ['/networks/staging/namespaces/none', 'namespace-400.json'],
    ['/initialize', 'initialize-200.json'],
  ])('of EdgeKV %s have the fields and types of %s', async (path, example) => {
    const answer = await world.api.get(`/edgekv/v1${path}`)
    expect(fieldsOf(answer.json).sort()).toEqual(fieldsOf(read(`edgekv/examples/${example}`)).sort())
  })

  test('of refusals and of revoking have the fields, types and texts of the examples', async () => {
    const order = {
      name: 'old',
      allowOnStaging: true,
      allowOnProduction: true,
      namespacePermissions: { marketing: ['r'] },
    }
    const pairs: readonly (readonly [unknown, string])[] = [
      [(await world.api.post('/edgekv/v1/tokens', order)).json, 'token-409.json'],
      [(await world.api.send({ method: 'POST', path: '/edgekv/v1/tokens', body: '{' })).json, 'token-422.json'],
    ]
    for (const [body, example] of pairs) {
      const wanted = read(`edgekv/examples/${example}`)
      expect(fieldsOf(body).sort()).toEqual(fieldsOf(wanted).sort())
      for (const field of ['status', 'errorCode', 'title', 'type']) expect(at(body, field)).toBe(at(wanted, field))
    }
  })

  test('of today’s tokens have the fields and types of the SDK’s', async () => {
    const sdk = read('sdk-responses/edgekv_access_tokens.json')
    const wanted = at(sdk, 0, 'body')
    const created = await world.api.post('/edgekv/v1/tokens', {
      name: 'today',
      allowOnStaging: true,
      allowOnProduction: false,
      namespacePermissions: { default: ['r'] },
      restrictToEdgeWorkerIds: ['42'],
    })
    const scopeless = (fields: string[]) => fields.filter((field) => !field.startsWith('.namespacePermissions')).sort()
    expect(scopeless(fieldsOf(created.json))).toEqual(
      [...scopeless(fieldsOf(wanted)), '.latestRefreshDate:null'].sort(),
    )
    const gateway = await world.api.send({ path: '/edgekv/v1/tokens', section: 'nobody' })
    expect(fieldsOf(gateway.json).sort()).toEqual(fieldsOf(at(sdk, 2, 'body')).sort())
  })

  test('of EdgeWorkers’ errors have the fields and types of the SDK’s', async () => {
    const wanted = at(read('sdk-responses/properties.json'), 1, 'body')
    const found = await world.api.get('/edgeworkers/v1/ids/1/properties')
    expect(fieldsOf(found.json).sort()).toEqual(fieldsOf(wanted).sort())
    for (const field of ['status', 'errorCode', 'title', 'type', 'detail']) {
      expect(at(found.json, field)).toBe(at(wanted, field))
    }
  })
})
