import { existsSync, readFileSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { edgeKvRoutes } from '../../src/sandbox/edgekv/edgekv-routes.ts'
import { edgeWorkersRoutes } from '../../src/sandbox/edgeworkers/edgeworkers-routes.ts'
import { edgeWorkerUsing, expiringToken, inDays, smallWorld } from '../../src/sandbox/world/small-world.ts'
import type { Received } from './akamai-caller.ts'
import { fieldsOf, problemsOf } from './body-shapes.ts'
import { bundle } from './bundles.ts'
import { edgeWorkersCalls, newId, rev } from './edge-workers-calls.ts'
import { at } from './json-at.ts'
import { startWorld, type TestWorld } from './start-world.ts'

const data = '../shared/data/akamai'
const read = (path: string): unknown => JSON.parse(readFileSync(`${data}/${path}`, 'utf8'))

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

  /** The same fields and types; of a refusal also the same status, code, title and type. */
  const expectLike = ({ status, headers, json }: Received, wanted: unknown): void => {
    expect(fieldsOf(json).sort()).toEqual(fieldsOf(wanted).sort())
    const isRefusal = at(wanted, 'errorCode') !== undefined
    expect(status).toBe(isRefusal ? at(wanted, 'status') : 200)
    expect(headers['content-type']).toBe(isRefusal ? 'application/problem+json' : 'application/json')
    if (!isRefusal) return
    for (const field of ['status', 'errorCode', 'title', 'type']) expect(at(json, field)).toBe(at(wanted, field))
  }

  const openapi = (api: string): unknown => read(`${api}/openapi.json`)
  const revisionOf = async () =>
    at((await world.api.get('/edgeworkers/v1/ids/43/revisions')).json, 'revisions', 0, 'revisionId')

  // Newer than the description, as the SDK's bodies show.
  const newer = ['must be string sequenceNumber', 'must NOT have fewer than 1 items warnings']

  const send = (method: string, path: string, body: unknown) =>
    world.api.send({
      method: method.toUpperCase(),
      path,
      ...(body instanceof Uint8Array ? { body, type: 'application/gzip' } : {}),
      ...(body === undefined || body instanceof Uint8Array
        ? {}
        : { body: JSON.stringify(body), type: 'application/json' }),
    })

  /** The path with the newest of what it names put in. */
  const filledIn = async (text: string): Promise<string> => {
    const newest = async (what: string, id: string) =>
      String(at((await world.api.get(`/edgeworkers/v1/ids/42/${what}`)).json, what, 0, id))
    return text
      .replace('{edgeWorkerId}', '42')
      .replace('{groupId}', '101')
      .replace('{version}', '1.0')
      .replace('{activationId}', await newest('activations', 'activationId'))
      .replace('{deactivationId}', await newest('deactivations', 'deactivationId'))
      .replace('REV', String(await revisionOf()))
  }

  test.each(edgeWorkersCalls)('of EdgeWorkers $method $path fit Akamai’s description', async (call) => {
    if (call.after !== undefined) await world.control.post('/clock', { advance: call.after })
    const isJson = call.body !== undefined && !(call.body instanceof Uint8Array)
    const body = isJson ? JSON.parse(await filledIn(JSON.stringify(call.body))) : call.body
    const answer = await send(call.method, `/edgeworkers/v1${await filledIn(call.path)}${call.query ?? ''}`, body)
    expect(String(answer.status)).toBe(call.status ?? '200')
    const described = at(openapi('edgeworkers'), 'paths', call.as ?? call.path, call.method, 'responses')
    const content = at(described, call.status ?? '200', 'content', 'application/json')
    // Some descriptions do not fit their own example: what they say against it they may say against us.
    const tolerated = [...newer, ...problemsOf(at(content, 'schema'), at(content, 'example'))]
    const found = problemsOf(at(content, 'schema'), answer.json)
    expect(found.filter((problem) => !tolerated.includes(problem))).toEqual([])
  })

  test('of EdgeWorkers without JSON are a bundle, or nothing', async () => {
    const made = await send('post', '/edgeworkers/v1/ids', newId)
    const none = `/edgeworkers/v1/ids/${at(made.json, 'edgeWorkerId')}`
    await send('post', `${none}/versions`, bundle('1'))
    for (const path of [`${none}/versions/1`, none]) {
      expect(await send('delete', path, undefined)).toMatchObject({ status: 204, bytes: Buffer.alloc(0) })
    }
    for (const path of ['/ids/42/versions/1.0/content', `${rev}/${await revisionOf()}/content`]) {
      const answer = await world.api.get(`/edgeworkers/v1${path}`)
      expect(answer).toMatchObject({ status: 200, headers: { 'content-type': 'application/gzip' } })
      expect(answer.bytes.subarray(0, 2)).toEqual(Buffer.from([0x1f, 0x8b]))
    }
  })

  test('are looked at for every operation that the sandbox serves', () => {
    const shapeOf = (method: string, path: string): string =>
      `${method.toLowerCase()} ${path.replace(/^\/edge(workers|kv)\/v1/, '').replaceAll(/\{\w+\}|:\w+/g, '*')}`
    const withoutJson = [
      'delete /ids/*',
      'delete /ids/*/versions/*',
      'get /ids/*/versions/*/content',
      'get /ids/*/revisions/*/content',
    ]
    const seen = new Set([
      ...edgeWorkersCalls.map((call) => shapeOf(call.method, call.as ?? call.path)),
      ...withoutJson,
      ...edgeKvSeen,
    ])
    const served = [...edgeWorkersRoutes, ...edgeKvRoutes].map(({ method, pattern }) => shapeOf(method, pattern))
    expect(served.filter((one) => !seen.has(one))).toEqual([])
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
    expectLike(answer, read(`edgekv/examples/${example}`))
  })

  test('of one namespace have the fields and types that it has in the list', async () => {
    const one = await world.api.get('/edgekv/v1/networks/staging/namespaces/marketing')
    const rows = at(read('edgekv/examples/namespaces-200.json'), 'namespaces')
    expect(fieldsOf([one.json]).sort()).toEqual(fieldsOf(rows).sort())
  })

  /** The operations of EdgeKV that the tests below ask for. */
  const edgeKvSeen = [
    'get /tokens',
    'post /tokens',
    'get /tokens/*',
    'delete /tokens/*',
    'post /tokens/*/refresh',
    'get /networks/*/namespaces',
    'get /networks/*/namespaces/*',
    'get /auth/groups',
    'get /auth/groups/*',
    'get /initialize',
  ]

  test('of refusals have the fields, types and texts of the examples', async () => {
    const order = {
      name: 'old',
      allowOnStaging: true,
      allowOnProduction: true,
      namespacePermissions: { marketing: ['r'] },
    }
    const pairs: readonly (readonly [Received, string])[] = [
      [await world.api.post('/edgekv/v1/tokens', order), 'token-409.json'],
      [await world.api.send({ method: 'POST', path: '/edgekv/v1/tokens', body: '{' }), 'token-422.json'],
    ]
    for (const [answer, example] of pairs) expectLike(answer, read(`edgekv/examples/${example}`))
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
    const refreshed = await world.api.post('/edgekv/v1/tokens/today/refresh', {})
    expect(scopeless(fieldsOf(refreshed.json))).toEqual(
      [...scopeless(fieldsOf(wanted)), '.latestRefreshDate:string'].sort(),
    )
    const revoked = await world.api.delete('/edgekv/v1/tokens/today')
    expect(fieldsOf(revoked.json).sort()).toEqual(fieldsOf(read('edgekv/examples/delete-tokens-200.json')).sort())
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
