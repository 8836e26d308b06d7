import { randomBytes } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { akamaiFor, credentialOf } from './support/akamai-for.ts'
import { edgeGridSignature } from './support/edge-grid-signature.ts'
import { json, type SeenRequest, startServer } from './support/start-server.ts'

const token = { name: 'mkt', uuid: 'u', expiry: '9999-12-31', allowOnStaging: true, namespacePermissions: { a: ['r'] } }
const activation = { activationId: 1, edgeWorkerId: 1, version: '1', network: 'STAGING', status: 'PENDING' }

const start = () =>
  startServer((request, response) => {
    if (request.url.startsWith('/edgekv')) return json(response, 200, { tokens: [], ...token })
    return json(response, 200, { errors: [], ...activation })
  })

const expected = (request: SeenRequest | undefined, host: string) => {
  const authorization = request?.headers.authorization ?? ''
  const signature = edgeGridSignature({
    authorization,
    clientSecret: credentialOf('default').clientSecret.reveal(),
    method: request?.method ?? '',
    host,
    path: request?.url ?? '',
    body: request?.body ?? Buffer.alloc(0),
  })
  return { got: authorization.split('signature=')[1], signature }
}

describe('signatures', () => {
  test.each([
    ['a GET with a query', (a: ReturnType<typeof akamaiFor>) => a.edgeKv.listTokens()],
    ['a GET of one token', (a: ReturnType<typeof akamaiFor>) => a.edgeKv.getToken('mkt')],
    ['a DELETE', (a: ReturnType<typeof akamaiFor>) => a.edgeKv.revokeToken('mkt', ['STAGING'])],
    ['a POST without a body', (a: ReturnType<typeof akamaiFor>) => a.edgeKv.refreshToken('mkt')],
    [
      'a POST of JSON beyond ASCII',
      (a: ReturnType<typeof akamaiFor>) =>
        a.edgeWorkers.activate({ edgeWorkerId: '1', network: 'STAGING', version: '1', note: 'für ÅÄÖ 💡' }),
    ],
    [
      'a small bundle',
      (a: ReturnType<typeof akamaiFor>) => a.edgeWorkers.validateBundle(new Uint8Array(randomBytes(500))),
    ],
    [
      'a bundle beyond the signed 128 KiB',
      (a: ReturnType<typeof akamaiFor>) => a.edgeWorkers.uploadVersion('1', new Uint8Array(randomBytes(300_000))),
    ],
  ])('of %s equal an independent computation', async (_what, call) => {
    const { url, host, seen } = await start()
    await call(akamaiFor(url, { accountSwitchKey: 'F-AC-1:2 3' }))
    const { got, signature } = expected(seen[0], host)
    expect(got).toBe(signature)
    expect(seen[0]?.url).toContain('accountSwitchKey=F-AC-1%3A2+3')
    expect(seen[0]?.headers.authorization).toContain(
      'client_token=akab-client-default;access_token=akab-access-default;',
    )
  })

  test('differ with every request, also of one client at the same time', async () => {
    const { url, host, seen } = await start()
    const { edgeKv } = akamaiFor(url)
    await Promise.all(Array.from({ length: 20 }, (_, n) => edgeKv.getToken(`t${n}`)))
    for (const request of seen) expect(expected(request, host).got).toBe(expected(request, host).signature)
    const nonces = seen.map(({ headers }) => /nonce=([^;]+)/.exec(headers.authorization ?? '')?.[1])
    expect(new Set(nonces).size).toBe(20)
  })
})
