import { createHash } from 'node:crypto'
import { gzipSync } from 'node:zlib'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { packBundle, textFile } from '../../src/sandbox/tar/write-tar.ts'
import {
  edgeWorkerUsing,
  expiringToken,
  inDays,
  refreshingToken,
  smallWorld,
} from '../../src/sandbox/world/small-world.ts'
import { bundle, tokenFile } from './bundles.ts'
import { listAt, textAt } from './json-at.ts'
import { startWorld, type TestWorld } from './start-world.ts'

const now = Date.now()
const versions = '/edgeworkers/v1/ids/4101/versions'
const validations = '/edgeworkers/v1/validations'

let world: TestWorld
beforeEach(async () => {
  world = await startWorld(
    smallWorld({
      groups: [
        { groupId: 101, groupName: 'Marketing' },
        { groupId: 102, groupName: 'Secret', visible: false },
        { groupId: 103, groupName: 'Read only', withoutCapabilities: ['CREATE_VERSION', 'ACTIVATE'] },
      ],
      tokens: [
        expiringToken('soon', inDays(now, 6)),
        expiringToken('later', inDays(now, 90)),
        expiringToken('dead', inDays(now, -2)),
        expiringToken('gone', inDays(now, 50), { revoked: true }),
        refreshingToken('today', { uuid: '11111111-1111-5111-8111-111111111111' }),
        refreshingToken('young', { uuid: '22222222-2222-5222-8222-222222222222', status: 'IN_PROGRESS' }),
      ],
      edgeWorkers: [
        edgeWorkerUsing({ id: 4101, token: 'soon' }),
        edgeWorkerUsing({ id: 4102, token: 'soon', groupId: 102 }),
        edgeWorkerUsing({ id: 4103, token: 'soon', groupId: 103 }),
      ],
    }),
  )
})
afterEach(() => world.close())

const verdict = async (bytes: Uint8Array) => {
  const answer = await world.api.upload(validations, bytes)
  expect(answer.status).toBe(200)
  const types = (list: string) => listAt(answer.json, list).map((item) => textAt(item, 'type'))
  return { errors: types('errors'), warnings: types('warnings') }
}

const withReference = (reference: string) => bundle('2', tokenFile('marketing', { name: 'x', reference }))

const bundleWith = async (label: string): Promise<Uint8Array> => {
  await world.control.post('/deploy', {
    edgeWorkerId: 4101,
    network: 'STAGING',
    version: `with-${label}`,
    tokenName: label,
  })
  return (await world.api.get(`${versions}/with-${label}/content`)).bytes
}

describe('validations', () => {
  test('say nothing about a good bundle', async () => {
    const good = { errors: [], warnings: [] }
    expect(await verdict(bundle('2'))).toEqual(good)
    expect(await verdict(withReference('11111111-1111-5111-8111-111111111111'))).toEqual(good)
  })

  test('tell values that are dead, unknown or near their end', async () => {
    expect(await verdict(await bundleWith('soon'))).toEqual({ errors: [], warnings: ['ACCESS_TOKEN_EXPIRING_SOON'] })
    expect(await verdict(await bundleWith('later'))).toEqual({ errors: [], warnings: [] })
    expect(await verdict(await bundleWith('dead'))).toEqual({ errors: ['ACCESS_TOKEN_EXPIRED'], warnings: [] })
    expect(await verdict(await bundleWith('gone'))).toEqual({ errors: ['ACCESS_TOKEN_INVALID'], warnings: [] })
    const forged = bundle('2', tokenFile('marketing', { name: 'x', value: 'a.b.c' }))
    expect((await verdict(forged)).errors).toEqual(['ACCESS_TOKEN_INVALID'])
  })

  test('refuse a reference that does not exist, is not activated, or is an expiring token’s uuid', async () => {
    const soon = textAt((await world.api.get('/edgekv/v1/tokens/soon')).json, 'uuid')
    for (const uuid of ['33333333-3333-5333-8333-333333333333', '22222222-2222-5222-8222-222222222222', soon]) {
      expect((await verdict(withReference(uuid))).errors).toEqual(['ACCESS_TOKEN_REFERENCE_INVALID'])
    }
  })

  test('tell missing tokens and token files', async () => {
    expect((await verdict(bundle('2', 'export const edgekv_access_tokens = {}'))).errors).toEqual([])
    expect((await verdict(bundle('2', 'var a = 1'))).errors).toEqual(['ACCESS_TOKEN_MISSING'])
    expect((await verdict(bundle('2', tokenFile('marketing', { name: 'x' })))).errors).toEqual(['ACCESS_TOKEN_MISSING'])
    const lonely = bundle('2', undefined, { 'edgekv.js': 'x' })
    expect((await verdict(lonely)).errors).toEqual(['EDGEKV_TOKENS_FILE_MISSING'])
    expect((await verdict(bundle('2', 'var {'))).errors).toEqual(['STATIC_VALIDATION_FAILED'])
  })

  test('end a token file that never ends', async () => {
    const started = Date.now()
    expect((await verdict(bundle('2', 'for (;;) {}'))).errors).toEqual(['STATIC_VALIDATION_FAILED'])
    expect(Date.now() - started).toBeLessThan(2_000)
  })

  test('tell what is wrong with archive, manifest, files, modes and sizes', async () => {
    const files = [textFile('main.js', ''), textFile('bundle.json', '{"edgeworker-version":"2"}')]
    const executable = packBundle([...files, { path: 'x.js', mode: 0o755, bytes: Buffer.from('') }])
    const manifest = (text: string) => packBundle([textFile('main.js', ''), textFile('bundle.json', text)])
    const cases: readonly (readonly [Uint8Array, string])[] = [
      [Buffer.from('nothing'), 'INVALID_GZIP_FORMAT'],
      [gzipSync(Buffer.from('nothing')), 'INVALID_TAR_ARCHIVE'],
      [gzipSync(Buffer.alloc(1024)), 'EMPTY_TARBALL'],
      [packBundle([textFile('../main.js', '')]), 'INVALID_TAR_ARCHIVE'],
      [packBundle([textFile('./main.js', ''), textFile('./bundle.json', '{}')]), 'MISSING_MANDATORY_FILES'],
      [executable, 'INVALID_FILE_PERMISSION'],
      [manifest('{'), 'INVALID_MANIFEST'],
      [manifest('{}'), 'INVALID_MANIFEST'],
      [manifest('{"edgeworker-version":"a b"}'), 'INVALID_MANIFEST'],
      [bundle('2', undefined, { 'big.js': 'x'.repeat(1_100_000) }), 'MAX_UNCOMPRESSED_SIZE_EXCEEDED'],
    ]
    for (const [bytes, type] of cases) expect([type, (await verdict(bytes)).errors]).toEqual([type, [type]])
  })
})

describe('uploading', () => {
  test('gives the bundle back as it was sent, with its SHA-256', async () => {
    const bytes = bundle('2.0')
    const uploaded = await world.api.upload(versions, bytes)
    const checksum = createHash('sha256').update(bytes).digest('hex')
    expect(uploaded).toMatchObject({ status: 201, json: { edgeWorkerId: 4101, version: '2.0', checksum } })
    const content = await world.api.get(`${versions}/2.0/content`)
    expect(content.headers['content-type']).toBe('application/gzip')
    expect(content.bytes.equals(Buffer.from(bytes))).toBe(true)
    expect(listAt((await world.api.get(versions)).json, 'versions')).toHaveLength(2)
  })

  test('refuses versions that are there or were deleted, and bundles with errors', async () => {
    expect((await world.api.upload(versions, bundle('1.0'))).status).toBe(400)
    expect((await world.api.upload(versions, bundle('2'))).status).toBe(201)
    expect((await world.api.delete(`${versions}/2`)).status).toBe(204)
    expect((await world.api.upload(versions, bundle('2'))).status).toBe(400)
    const early = await world.api.upload(versions, withReference('22222222-2222-5222-8222-222222222222'))
    expect(early).toMatchObject({ status: 400, json: { detail: expect.stringContaining('REFERENCE_INVALID') } })
  })

  test('refuses other content types, deleting what is active, and what the group does not grant', async () => {
    const text = await world.api.send({ method: 'POST', path: versions, body: bundle('2'), type: 'text/plain' })
    expect(text.status).toBe(400)
    expect((await world.api.delete(`${versions}/1.0`)).status).toBe(400)
    const granted = await world.api.upload('/edgeworkers/v1/ids/4103/versions', bundle('2'))
    expect(granted).toMatchObject({ status: 403, json: { errorCode: 'EW0015' } })
  })

  test('twenty a minute: the next is a 429 that says when', async () => {
    for (let count = 0; count < 20; count += 1) {
      expect((await world.api.upload(versions, bundle(`n${count}`))).status).toBe(201)
    }
    const refused = await world.api.upload(versions, bundle('n20'))
    expect(refused).toMatchObject({
      status: 429,
      json: { errorCode: 'EW3101', title: 'Too many requests.' },
      headers: { 'x-ratelimit-version-per-minute-limit': '20', 'x-ratelimit-version-per-minute-remaining': '0' },
    })
    await world.control.post('/clock', { advance: '61s' })
    expect((await world.api.upload(versions, bundle('n20'))).status).toBe(201)
  })

  test('ends at the number of versions an ID may have', async () => {
    await world.control.post('/settings', { quotas: { versionsPerEdgeWorker: 1 } })
    expect(await world.api.upload(versions, bundle('2'))).toMatchObject({ status: 422, json: { errorCode: 'EW3002' } })
  })
})

test('an EdgeWorker of a hidden group is in no list and cannot be reached', async () => {
  const ids = await world.api.get('/edgeworkers/v1/ids')
  expect(listAt(ids.json, 'edgeWorkerIds').map((row) => textAt(row, 'edgeWorkerId'))).toEqual(['4101', '4103'])
  for (const path of ['', '/versions', '/activations', '/properties']) {
    const answer = await world.api.get(`/edgeworkers/v1/ids/4102${path}`)
    expect(answer).toMatchObject({ status: 404, json: { errorCode: 'EW2002' } })
  }
})
