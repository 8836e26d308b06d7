import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { describe, expect, test } from 'vitest'
import { outsideFailureOf } from '../../src/core/token/outside-failure-of.ts'
import { akamaiFor } from './support/akamai-for.ts'
import { failureOf } from './support/failure-of.ts'
import { edgeKvProblem, gatewayProblem, json, startServer } from './support/start-server.ts'

const order = {
  name: 'mkt',
  scope: { namespaces: { a: ['r'] as const }, networks: ['STAGING'] as const, edgeWorkerIds: [] },
}

const quick = { http: { budgetMs: 1, timeoutMs: 2000 } }

/** What a single try of one status ends in. */
const answered = async (status: number, body: unknown, headers: Record<string, string> = {}) => {
  const server = await startServer((_request, response) => json(response, status, body, headers))
  return akamaiFor(server.url, {}, quick)
}

describe('an answer that is no success says who must act', () => {
  test.each([
    [400, edgeKvProblem(400, 'EKV_2000'), 'stop', 'will not work as asked'],
    [404, edgeKvProblem(404), 'stop', 'will not work as asked'],
    [422, edgeKvProblem(422, 'EKV_2001'), 'stop', 'will not work as asked'],
    [429, edgeKvProblem(429, 'EKV_9100'), 'retry', 'too many calls'],
    [500, edgeKvProblem(500, 'EKV_0000'), 'retry', 'may work later'],
    [503, '<html>', 'retry', 'may work later'],
    [504, gatewayProblem(504, 'origin', 'resource-impl/forward-origin-error'), 'retry', 'may work later'],
    [401, gatewayProblem(401, 'Invalid authorization'), 'operator', 'credential default is refused'],
    [401, gatewayProblem(401, 'Inactive client token'), 'operator', 'expired or disabled, an operator must renew it'],
    [
      403,
      gatewayProblem(403, 'no grant', 'pep-authz/deny'),
      'operator',
      'lacks the grant "EdgeKV Access Token - Create"',
    ],
    [403, edgeKvProblem(403, 'EKV_1000'), 'operator', 'lacks the grant'],
    [404, '<html>not here</html>', 'operator', 'not the API that was asked for'],
    [302, {}, 'operator', 'not the API that was asked for'],
  ])('%s %o: %s', async (status, body, who, words) => {
    const { edgeKv } = await answered(status, body, { location: 'http://127.0.0.1:9/elsewhere' })
    const failure = await failureOf(edgeKv.createToken(order))
    expect(failure).toMatchObject({ who, status, system: 'akamai', maybeDone: status >= 500 })
    expect(failure.message).toContain(words)
    expect(failure.message).toContain(`Akamai (account acme) answered ${status}`)
    expect(failure.message).toContain('"create token mkt"')
    expect(outsideFailureOf(failure)).toBe(failure)
  })

  test('with code and request id where Akamai gives them', async () => {
    const { edgeKv } = await answered(400, edgeKvProblem(400, 'EKV_2000', 'Bad Request'))
    expect((await failureOf(edgeKv.createToken(order))).message).toBe(
      'Akamai (account acme) answered 400 Bad Request to "create token mkt" (EKV_2000, request abc123): it will not work as asked',
    )
  })

  test('whatever status the body claims', async () => {
    const { edgeKv } = await answered(403, gatewayProblem(401, 'Inactive client token'))
    expect(await failureOf(edgeKv.getToken('mkt'))).toMatchObject({ status: 403, who: 'operator' })
  })
})

describe('a wrong clock', () => {
  test.each([
    [-90_000, /clock is (89|90|91) s ahead of Akamai's/],
    [3_600_000, /clock is (3599|3600|3601) s behind Akamai's/],
  ])('of %s ms is told with its seconds', async (ms, words) => {
    const date = new Date(Date.now() + ms).toUTCString()
    const { edgeKv } = await answered(401, gatewayProblem(401, 'Invalid timestamp'), { date })
    const failure = await failureOf(edgeKv.listTokens())
    expect(failure.who).toBe('operator')
    expect(failure.message).toMatch(words)
  })

  test('of a few seconds is not blamed', async () => {
    const date = new Date(Date.now() - 20_000).toUTCString()
    const { edgeKv } = await answered(401, gatewayProblem(401, 'Invalid signature'), { date })
    expect((await failureOf(edgeKv.listTokens())).message).not.toContain('clock')
  })
})

describe('a call without an answer', () => {
  const dropped = () => startServer((_request, response) => response.socket?.destroy())
  const silent = () => startServer(() => {})

  test('may have happened when it was a POST or DELETE', async () => {
    const { edgeKv, edgeWorkers } = akamaiFor((await dropped()).url, {}, quick)
    const order1 = { edgeWorkerId: '1', network: 'STAGING', version: '1', note: '' } as const
    for (const call of [
      () => edgeKv.createToken(order),
      () => edgeKv.revokeToken('mkt', ['STAGING']),
      () => edgeKv.refreshToken('mkt'),
      () => edgeWorkers.activate(order1),
      () => edgeWorkers.uploadVersion('1', new Uint8Array(10)),
    ])
      expect(await failureOf(call())).toMatchObject({ who: 'retry', maybeDone: true })
  })

  test('has no effect when it was a GET or a validation', async () => {
    const { edgeKv, edgeWorkers } = akamaiFor((await dropped()).url, {}, quick)
    expect(await failureOf(edgeKv.getToken('mkt'))).toMatchObject({ who: 'retry', maybeDone: false })
    expect(await failureOf(edgeWorkers.validateBundle(new Uint8Array(1)))).toMatchObject({ maybeDone: false })
  })

  test('ends at the time limit and may have happened', async () => {
    const { edgeKv } = akamaiFor((await silent()).url, {}, { http: { timeoutMs: 80, budgetMs: 100 } })
    const start = performance.now()
    expect(await failureOf(edgeKv.createToken(order))).toMatchObject({ who: 'retry', maybeDone: true, code: 'TIMEOUT' })
    expect(performance.now() - start).toBeLessThan(2000)
  })

  test('ends at the time limit also in the middle of the body', async () => {
    const { url } = await startServer((_request, response) => {
      response.writeHead(200)
      response.write('{"tokens":')
    })
    const { edgeKv } = akamaiFor(url, {}, { http: { timeoutMs: 80, budgetMs: 100 } })
    expect(await failureOf(edgeKv.listTokens())).toMatchObject({ code: 'TIMEOUT' })
  })

  test('did not happen when nobody listens', async () => {
    const server = createServer()
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    const { port } = server.address() as AddressInfo
    await new Promise((resolve) => server.close(resolve))
    const { edgeKv } = akamaiFor(`http://127.0.0.1:${port}`, {}, quick)
    const failure = await failureOf(edgeKv.createToken(order))
    expect(failure).toMatchObject({ who: 'retry', maybeDone: false, code: 'ECONNREFUSED' })
    expect(failure.message).toContain('the connection was refused')
  })

  test('ends at once when the client is closed', async () => {
    const { akamai, edgeKv } = akamaiFor((await silent()).url)
    const work = failureOf(edgeKv.createToken(order))
    setTimeout(() => akamai.close(), 50)
    expect(await work).toMatchObject({ who: 'retry', maybeDone: true, code: 'CLOSED' })
  })
})

describe('an answer that cannot be read', () => {
  test.each([
    ['no JSON', '<html>Please log in to the hotel network</html>', 'no JSON'],
    ['cut off', '{"name":"mkt","uuid":', 'no JSON'],
    ['of another shape', '{"name":"mkt","uuid":7,"expiry":"9999-12-31"}', 'uuid'],
    ['a bare word', '"ok"', 'its shape'],
  ])('is an operator’s matter and may have happened: %s', async (_what, body, place) => {
    const { url } = await startServer((_request, response) => response.end(body))
    const failure = await failureOf(akamaiFor(url, {}, quick).edgeKv.createToken(order))
    expect(failure).toMatchObject({ who: 'operator', maybeDone: true, code: 'UNREADABLE' })
    expect(failure.message).toContain(`(${place})`)
  })

  test('because it is too long is cut off', async () => {
    let open = true
    const { url } = await startServer((_request, response) => {
      response.on('close', () => {
        open = false
      })
      const more = () => {
        if (open) response.write('x'.repeat(65_536), more)
      }
      more()
    })
    const { edgeKv } = akamaiFor(url, {}, { http: { maxJsonBytes: 100_000 } })
    expect(await failureOf(edgeKv.listTokens())).toMatchObject({ who: 'operator', code: 'TOO_LARGE' })
    await expect.poll(() => open).toBe(false)
  })

  test('never follows a redirect', async () => {
    const other = await startServer((_request, response) => json(response, 200, { tokens: [] }))
    const { edgeKv } = await answered(307, {}, { location: `${other.url}/edgekv/v1/tokens` })
    await failureOf(edgeKv.listTokens())
    expect(other.seen).toHaveLength(0)
  })
})

test('an account that is not configured is a mistake of ours', async () => {
  const { akamai } = akamaiFor('http://127.0.0.1:9')
  expect(() => akamai.of('globex')).toThrow('globex')
})
