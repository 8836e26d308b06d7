import { inspect } from 'node:util'
import { describe, expect, test } from 'vitest'
import { akamaiFor, credentialOf } from './support/akamai-for.ts'
import { runOneCall } from './support/run-one-call.ts'
import { json, startServer } from './support/start-server.ts'

const canary = 'CANARY-7f1f9b20c4d84a5e9d'

const jwt = `${Buffer.from('{"alg":"RS256"}').toString('base64url')}.${Buffer.from(
  JSON.stringify({ env: ['s'], 'namespace-a': ['r'], jti: canary }),
).toString('base64url')}.${canary}`

const { clientToken, accessToken, clientSecret } = credentialOf('default')

const secrets = [
  canary,
  jwt,
  clientToken.reveal(),
  accessToken.reveal(),
  clientSecret.reveal(),
  'signature=',
  'EG1-HMAC',
]

const order = {
  name: 'mkt',
  scope: { namespaces: { a: ['r'] as const }, networks: ['STAGING'] as const, edgeWorkerIds: [] },
}

/** Every way in which somebody may print an error. */
const printed = (error: unknown): string => {
  const parts: string[] = [inspect(error, { depth: 20, showHidden: true }), String(error), JSON.stringify(error)]
  if (error instanceof Error)
    parts.push(error.stack ?? '', error.message, ...(error.cause ? [printed(error.cause)] : []))
  return parts.join('\n')
}

const leaks = (text: string): string[] => secrets.filter((secret) => text.includes(secret))

test('the search for leaks finds one', () => {
  expect(leaks(printed(new Error('x', { cause: new Error(`token ${jwt}`) })))).toContain(jwt)
})

const token = { name: 'mkt', uuid: 'u', expiry: '2026-12-31', value: jwt }

describe('no error and no log line holds a piece of a body, header, signature or token', () => {
  const bodies: [string, number, string][] = [
    ['an error that quotes everything', 400, JSON.stringify({ title: `${jwt}`, detail: jwt, errorCode: canary })],
    ['an error with a short quotation', 400, JSON.stringify({ title: `bad ${canary}`, requestId: `${canary} 1` })],
    ['wrapped errors', 422, JSON.stringify({ errors: [{ detail: `no ${canary}`, title: canary, errorCode: canary }] })],
    ['a 401', 401, JSON.stringify({ type: '/-/pep-authn/deny', detail: `${canary} ${jwt}`, serverIp: canary })],
    ['a 500 of HTML', 500, `<html>${jwt}</html>`],
    ['broken JSON', 200, `{"value":"${jwt}`],
    ['a value of the wrong type', 200, JSON.stringify({ ...token, uuid: { [canary]: jwt } })],
    ['an unknown permission shape', 200, JSON.stringify({ ...token, namespacePermissions: { [canary]: { a: jwt } } })],
    ['a good answer', 200, JSON.stringify(token)],
    ['a list of rows that are none', 200, JSON.stringify({ tokens: [{ [canary]: jwt }] })],
  ]

  test.each(bodies)('when Akamai answers %s', async (_what, status, body) => {
    const { url } = await startServer((_request, response) => {
      response.writeHead(status, { 'x-canary': canary, 'retry-after': '99', location: `/${canary}` })
      response.end(body)
    })
    const { edgeKv, edgeWorkers, log } = akamaiFor(url, {}, { http: { budgetMs: 1 } })
    const ends = await Promise.allSettled([
      edgeKv.createToken(order),
      edgeKv.getToken('mkt'),
      edgeKv.refreshToken('mkt'),
      edgeKv.revokeToken('mkt', []),
      edgeKv.listTokens(),
      edgeWorkers.validateBundle(Buffer.from(jwt)),
      edgeWorkers.uploadVersion('1', Buffer.from(jwt)),
    ])
    const refused = ends.flatMap((end) => (end.status === 'rejected' ? [printed(end.reason)] : []))
    const told = ends.flatMap((end) => (end.status === 'fulfilled' ? [inspect(end.value, { depth: 9 })] : []))
    expect(leaks([...refused, ...told].join('\n'))).toEqual([])
    expect(log.lines.length).toBeGreaterThan(0)
    expect(leaks(log.lines.join('\n'))).toEqual([])
  })

  test('when the connection breaks or the answer is no HTTP', async () => {
    for (const raw of [`HTTP/1.1 200 OK\r\ncontent-length: 999\r\n\r\n${jwt}`, `${canary} ${jwt}\r\n\r\n`]) {
      const { url } = await startServer((_request, response) => response.socket?.end(raw))
      const { edgeKv, log } = akamaiFor(url, {}, { http: { budgetMs: 1 } })
      const end = await edgeKv.createToken(order).catch((error: unknown) => error)
      expect(end).toBeInstanceOf(Error)
      expect(leaks(printed(end) + log.lines.join('\n'))).toEqual([])
    }
  })
})

test('the signing package logs nothing, even when the environment tells it to', async () => {
  const { url } = await startServer((_request, response) => json(response, 200, token))
  const loud = [
    { AKAMAI_LOG_LEVEL: 'trace' },
    { AKAMAI_LOG_LEVEL: 'debug', AKAMAI_LOG_PRETTY: 'true' },
    { AKAMAI_LOG_LEVEL: 'not a level' },
  ]
  const ends = await Promise.all(loud.map((env) => runOneCall(url, env)))
  for (const end of ends) expect(end).toEqual({ code: 0, output: 'created\n' })
})

test('the pid goes to loopback only', async () => {
  const { url, seen } = await startServer((_request, response) => json(response, 200, { tokens: [] }))
  await akamaiFor(url).edgeKv.listTokens()
  expect(seen[0]?.headers['x-edgekv-chatops-pid']).toBe(String(process.pid))
})
