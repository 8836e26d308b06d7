import { randomBytes } from 'node:crypto'
import { gzipSync } from 'node:zlib'
import { describe, expect, test } from 'vitest'
import { akamaiFor, credentialOf } from '../support/akamai-for.ts'
import { failureOf } from '../support/failure-of.ts'
import { json, startServer } from '../support/start-server.ts'

const answering = async (
  status: number,
  body: unknown,
  account: Parameters<typeof akamaiFor>[1] = {},
  options: Parameters<typeof akamaiFor>[2] = {},
) => {
  const { url, seen } = await startServer((_request, response) => json(response, status, body))
  return { ...akamaiFor(url, account, options), seen }
}

const problem = (status: number, errorCode: string) => ({
  type: '/edgeworkers/error-types/edgeworkers-bad-request',
  title: 'Refused',
  status,
  detail: 'A detail.',
  errorCode,
  instance: '/edgeworkers/error-instances/abc',
})

const activation = (changes: object = {}) => ({
  edgeWorkerId: 42,
  version: '1.0',
  activationId: 3,
  accountId: 'A-1',
  status: 'PENDING',
  network: 'STAGING',
  createdBy: 'jdoe',
  createdTime: '2026-07-09T09:03:28Z',
  lastModifiedTime: '2026-07-09T09:04:42Z',
  ...changes,
})

describe('activations', () => {
  test('are told newest first, whatever order Akamai has', async () => {
    const { edgeWorkers, seen } = await answering(200, {
      activations: [
        activation({ activationId: 1, createdTime: '2026-01-01T00:00:00Z' }),
        activation({ activationId: 3, createdTime: '2026-03-01T00:00:00Z' }),
        activation({ activationId: 5, createdTime: '2026-02-01T00:00:00Z' }),
        activation({ activationId: 4, createdTime: '2026-03-01T00:00:00Z' }),
        activation({ activationId: 9, createdTime: null }),
      ],
    })
    const all = await edgeWorkers.listActivations('42')
    expect(all.map(({ activationId }) => activationId)).toEqual([4, 3, 5, 1, 9])
    expect(seen[0]?.url).toBe('/edgeworkers/v1/ids/42/activations')
  })

  test('keep states, networks and fields that are not known', async () => {
    const { edgeWorkers } = await answering(200, {
      activations: [activation({ status: 'DREAMING', network: 'EDGE', activationId: '12', note: 'n', isNew: 1 })],
    })
    expect(await edgeWorkers.listActivations('42')).toEqual([
      {
        activationId: 12,
        edgeWorkerId: '42',
        version: '1.0',
        network: 'EDGE',
        status: 'DREAMING',
        note: 'n',
        createdBy: 'jdoe',
        createdTime: '2026-07-09T09:03:28Z',
        lastModifiedTime: '2026-07-09T09:04:42Z',
      },
    ])
  })

  test('are filtered by Akamai, and once more here', async () => {
    const { edgeWorkers, seen } = await answering(200, {
      activations: [activation(), activation({ version: '2' }), activation({ network: 'PRODUCTION' })],
    })
    expect(await edgeWorkers.listActivations('42', { version: '1.0', network: 'STAGING' })).toHaveLength(1)
    expect(seen[0]?.url).toBe('/edgeworkers/v1/ids/42/activations?version=1.0&network=STAGING')
  })

  test('that are live are asked for as such', async () => {
    const { edgeWorkers, seen } = await answering(200, { activations: [activation({ status: 'COMPLETE' })] })
    expect(await edgeWorkers.activeActivations('42')).toHaveLength(1)
    expect(seen[0]?.url).toBe('/edgeworkers/v1/ids/42/activations?activeOnNetwork=true')
  })

  test('may be absent, but only when EdgeWorkers itself says so', async () => {
    expect(await (await answering(404, problem(404, 'EW2002'))).edgeWorkers.getActivation('42', 3)).toBe('absent')
    const { edgeWorkers } = await answering(404, '<html>')
    expect(await failureOf(edgeWorkers.getActivation('42', 3))).toMatchObject({ who: 'operator' })
  })
})

describe('activating', () => {
  const order = { edgeWorkerId: '42', network: 'PRODUCTION', version: '1.0', note: 'edgekv-chatops k7qx42 #1' } as const

  test('sends network, version and note, and pinning only when it is given', async () => {
    const { edgeWorkers, seen } = await answering(201, activation({ status: 'PRESUBMIT' }))
    expect(await edgeWorkers.activate(order)).toMatchObject({ kind: 'accepted', activation: { status: 'PRESUBMIT' } })
    await edgeWorkers.activate({ ...order, autoPin: false, note: 'n'.repeat(200) })
    const { network, version, note } = order
    expect(seen.map(({ body }) => JSON.parse(body.toString()))).toEqual([
      { network, version, note },
      { network, version, note: 'n'.repeat(128), autoPin: false },
    ])
    expect(seen[0]).toMatchObject({ method: 'POST', url: '/edgeworkers/v1/ids/42/activations' })
  })

  test('tells EW1021 as a value and other refusals as failures', async () => {
    const busy = await answering(400, problem(400, 'EW1021'))
    expect(await busy.edgeWorkers.activate(order)).toEqual({ kind: 'already-activating' })
    const other = await answering(400, problem(400, 'EW1031'))
    expect(await failureOf(other.edgeWorkers.activate(order))).toMatchObject({ who: 'stop', code: 'EW1031' })
  })

  test('uses the STAGING credential on STAGING alone', async () => {
    const credentials = { production: credentialOf('default'), staging: credentialOf('staging-only') }
    const { edgeWorkers, seen } = await answering(201, { ...activation(), errors: [] }, { credentials })
    await edgeWorkers.activate({ ...order, network: 'STAGING' })
    await edgeWorkers.activate(order)
    await edgeWorkers.uploadVersion('42', new Uint8Array(3))
    await edgeWorkers.validateBundle(new Uint8Array(3))
    expect(seen.map(({ headers }) => /akab-client-([^;]+)/.exec(headers.authorization ?? '')?.[1])).toEqual([
      'staging-only',
      'default',
      'default',
      'default',
    ])
  })
})

describe('bundles', () => {
  test('come down byte by byte as they were uploaded', async () => {
    const bundle = gzipSync(randomBytes(2_000_000))
    const { url, seen } = await startServer((_request, response) => {
      response.writeHead(200, { 'content-type': 'application/gzip' })
      response.end(bundle)
    })
    const bytes = await akamaiFor(url).edgeWorkers.downloadBundle('42', '1.0~a')
    expect(Buffer.from(bytes).equals(bundle)).toBe(true)
    expect(seen[0]).toMatchObject({ url: '/edgeworkers/v1/ids/42/versions/1.0~a/content' })
    expect(seen[0]?.headers).toMatchObject({ accept: 'application/gzip', 'accept-encoding': 'identity' })
  })

  test('beyond the limit are cut off', async () => {
    const { url } = await startServer((_request, response) => response.end(randomBytes(5000)))
    const { edgeWorkers } = akamaiFor(url, {}, { http: { maxBundleBytes: 4999 } })
    expect(await failureOf(edgeWorkers.downloadBundle('42', '1'))).toMatchObject({ who: 'operator', code: 'TOO_LARGE' })
  })

  test('go up as they are', async () => {
    const bundle = new Uint8Array(randomBytes(300_000))
    const { edgeWorkers, seen } = await answering(201, {
      version: 5,
      checksum: 'ab',
      createdTime: null,
      accountId: 'A',
    })
    expect(await edgeWorkers.uploadVersion('42', bundle)).toEqual({ version: '5', checksum: 'ab' })
    expect(seen[0]?.body.equals(bundle)).toBe(true)
    expect(seen[0]?.headers).toMatchObject({ 'content-type': 'application/gzip', 'content-length': '300000' })
  })

  test.each([400, 404, 409, 413, 422])('are refused for good at %s', async (status) => {
    const { edgeWorkers } = await answering(status, problem(status, 'EW1234'))
    expect(await failureOf(edgeWorkers.uploadVersion('42', new Uint8Array(1)))).toMatchObject({ who: 'stop', status })
  })

  test('are validated with codes that need not be known', async () => {
    const { edgeWorkers } = await answering(200, {
      errors: [{ type: 'NEW_CODE', message: 'm', line: 3 }],
      warnings: null,
    })
    expect(await edgeWorkers.validateBundle(new Uint8Array(1))).toEqual({
      errors: [{ type: 'NEW_CODE', message: 'm' }],
      warnings: [],
    })
  })

  test.each(['..', '.', ''])('of a version named %j are never asked for', async (version) => {
    const { edgeWorkers, seen } = await answering(200, {})
    expect(await failureOf(edgeWorkers.downloadBundle('42', version))).toMatchObject({ who: 'stop' })
    expect(await failureOf(edgeWorkers.listVersions(version))).toMatchObject({ who: 'stop' })
    expect(seen).toHaveLength(0)
  })

  test('of a version with a slash stay inside their path', async () => {
    const { edgeWorkers, seen } = await answering(200, {})
    await edgeWorkers.downloadBundle('42', 'a/../../b?c#d')
    expect(seen[0]?.url).toBe('/edgeworkers/v1/ids/42/versions/a%2F..%2F..%2Fb%3Fc%23d/content')
  })
})

describe('the rest', () => {
  test('EdgeWorkers, versions, properties, groups and limits are read', async () => {
    const answers: Record<string, unknown> = {
      '/ids': { edgeWorkerIds: [{ edgeWorkerId: 1, name: 'Ew_1', groupId: 72297, resourceTierId: 100 }] },
      '/ids/1/versions': { versions: [{ edgeWorkerId: 1, version: '1', checksum: 'ab', createdTime: 't' }] },
      '/ids/1/properties?activeOnly=true': {
        properties: [{ propertyId: 1, propertyName: 'www', stagingVersion: 147, productionVersion: null }],
        limitedAccessToProperties: true,
      },
      '/groups': { groups: [{ groupId: 1, groupName: 'G', capabilities: ['VIEW'] }] },
      '/limits': { limits: [{ limitId: 'activation-per-day-limit', limitName: 'Maximum', limitValue: 500 }] },
    }
    const { url } = await startServer((request, response) =>
      json(response, 200, answers[request.url.replace('/edgeworkers/v1', '')]),
    )
    const { edgeWorkers } = akamaiFor(url)
    expect(await edgeWorkers.listEdgeWorkers()).toEqual([{ id: '1', name: 'Ew_1', groupId: 72297 }])
    expect(await edgeWorkers.listVersions('1')).toEqual([{ version: '1', checksum: 'ab', createdTime: 't' }])
    expect(await edgeWorkers.listProperties('1')).toEqual({
      properties: [{ propertyName: 'www', stagingVersion: 147 }],
      partial: true,
    })
    expect(await edgeWorkers.listGroups()).toEqual([{ groupId: 1, groupName: 'G', capabilities: ['VIEW'] }])
    expect(await edgeWorkers.limits()).toEqual([{ name: 'activation-per-day-limit', value: 500 }])
  })
})
