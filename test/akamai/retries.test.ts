import type { ServerResponse } from 'node:http'
import { describe, expect, test } from 'vitest'
import type { QuotaSeen } from '../../src/akamai/http/ask.ts'
import { akamaiFor, wallClock } from './support/akamai-for.ts'
import { failureOf } from './support/failure-of.ts'
import { edgeKvProblem, json, startServer } from './support/start-server.ts'

const order = {
  name: 'mkt',
  scope: { namespaces: { a: ['r'] as const }, networks: ['STAGING'] as const, edgeWorkerIds: [] },
}

/** Fails the first `times` requests in some way, then lists no tokens. */
const failing = (times: number, fail: (response: ServerResponse) => void) =>
  startServer((_request, response, n) => (n <= times ? fail(response) : json(response, 200, { tokens: [] })))

describe('a GET that fails for the moment', () => {
  test.each([
    ['429', (response: ServerResponse) => json(response, 429, edgeKvProblem(429), { 'retry-after': '0' })],
    ['500', (response: ServerResponse) => json(response, 500, edgeKvProblem(500))],
    ['504', (response: ServerResponse) => json(response, 504, {})],
    ['a lost connection', (response: ServerResponse) => response.socket?.destroy()],
  ])('by %s is sent again, signed anew', async (_what, fail) => {
    const { url, seen } = await failing(2, fail)
    expect(await akamaiFor(url).edgeKv.listTokens()).toEqual([])
    expect(seen).toHaveLength(3)
    expect(new Set(seen.map(({ headers }) => headers.authorization)).size).toBe(3)
  })

  test('is given up after five tries, with the last failure', async () => {
    const { url, seen } = await failing(9, (response) => json(response, 503, {}, { 'retry-after': '0' }))
    expect(await failureOf(akamaiFor(url).edgeKv.listTokens())).toMatchObject({ who: 'retry', status: 503 })
    expect(seen).toHaveLength(5)
  })

  test('waits as long as Akamai asks for', async () => {
    const { url } = await failing(1, (response) => json(response, 429, edgeKvProblem(429), { 'retry-after': '1' }))
    const start = performance.now()
    await akamaiFor(url).edgeKv.listTokens()
    expect(performance.now() - start).toBeGreaterThan(990)
  })

  test('is given up at once when Akamai asks for more than the budget', async () => {
    const { url, seen } = await failing(9, (response) =>
      json(response, 429, edgeKvProblem(429), { 'retry-after': '3600' }),
    )
    const failure = await failureOf(akamaiFor(url).edgeKv.listTokens())
    expect(failure).toMatchObject({ who: 'retry', status: 429, retryAfterMs: 3_600_000 })
    expect(failure.message).toContain('it may work in 3600 s')
    expect(seen).toHaveLength(1)
  })

  test('stops waiting when the client is closed', async () => {
    const { url } = await failing(9, (response) => json(response, 429, edgeKvProblem(429), { 'retry-after': '60' }))
    const { akamai, edgeKv } = akamaiFor(url)
    const work = failureOf(edgeKv.listTokens())
    setTimeout(() => akamai.close(), 100)
    expect(await work).toMatchObject({ code: 'CLOSED', maybeDone: false })
  })
})

describe('a GET that fails for good', () => {
  test.each([400, 401, 403, 422])('by %s is sent once', async (status) => {
    const { url, seen } = await failing(9, (response) => json(response, status, edgeKvProblem(status)))
    await failureOf(akamaiFor(url).edgeKv.listTokens())
    expect(seen).toHaveLength(1)
  })
})

test('POST and DELETE are sent once, whatever happens', async () => {
  for (const fail of [
    (response: ServerResponse) => json(response, 503, {}, { 'retry-after': '0' }),
    (response: ServerResponse) => json(response, 429, {}, { 'retry-after': '0' }),
    (response: ServerResponse) => response.socket?.destroy(),
  ]) {
    const { url, seen } = await failing(99, fail)
    const { edgeKv, edgeWorkers } = akamaiFor(url)
    await failureOf(edgeKv.createToken(order))
    await failureOf(edgeKv.refreshToken('mkt'))
    await failureOf(edgeKv.revokeToken('mkt', ['PRODUCTION']))
    await failureOf(edgeWorkers.uploadVersion('1', new Uint8Array(9)))
    await failureOf(edgeWorkers.activate({ edgeWorkerId: '1', network: 'STAGING', version: '1', note: 'n' }))
    expect(seen).toHaveLength(5)
  }
})

test('connections are kept alive', async () => {
  const ports = new Set<number | undefined>()
  const { url } = await startServer((_request, response) => {
    ports.add(response.socket?.remotePort)
    json(response, 200, { tokens: [] })
  })
  const { edgeKv } = akamaiFor(url)
  for (let n = 0; n < 10; n += 1) await edgeKv.listTokens()
  // The next call may start before the last connection is free again.
  expect(ports.size).toBeLessThan(3)
})

describe('what answers say about quotas', () => {
  const seenBy = async (status: number, headers: Record<string, string>) => {
    const seen: QuotaSeen[] = []
    const activation = { activationId: 1, edgeWorkerId: 1, version: '1', network: 'STAGING', status: 'PENDING' }
    const { url } = await startServer((_request, response) => json(response, status, activation, headers))
    const { edgeWorkers } = akamaiFor(url, {}, { clock: wallClock, onQuota: (one) => seen.push(one) })
    const work = edgeWorkers.activate({ edgeWorkerId: '1', network: 'STAGING', version: '1', note: 'n' })
    await work.catch(() => {})
    return seen
  }

  test('is handed on as numbers, with the quota that the call uses', async () => {
    expect(
      await seenBy(201, { 'x-ratelimit-limit': '20', 'x-ratelimit-remaining': '4', 'x-ratelimit-reset': '30' }),
    ).toEqual([
      {
        account: 'acme',
        kind: 'activation:STAGING',
        refused: false,
        readings: [{ name: '', limit: 20, remaining: 4, resetMs: 30_000 }],
      },
    ])
  })

  test('is handed on when it was a refusal, also without headers', async () => {
    expect(await seenBy(429, { 'retry-after': '9' })).toEqual([
      { account: 'acme', kind: 'activation:STAGING', refused: true, retryAfterMs: 9000, readings: [] },
    ])
  })

  test('is nothing when nothing is said', async () => {
    expect(await seenBy(201, {})).toEqual([])
  })
})
