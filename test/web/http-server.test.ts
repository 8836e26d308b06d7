import { connect } from 'node:net'
import { afterEach, describe, expect, test } from 'vitest'
import { healthRoutes } from '../../src/web/health-routes.ts'
import { type HttpServer, startHttpServer } from '../../src/web/http-server.ts'
import type { Route } from '../../src/web/route.ts'
import { keptLog } from './quiet-log.ts'

const log = keptLog()
const servers: HttpServer[] = []
afterEach(async () => {
  await Promise.all(servers.splice(0).map((server) => server.close(100)))
  log.lines.length = 0
})

const echo: Route = {
  path: '/echo',
  methods: ['POST'],
  maxBody: 10,
  handle: async (request, response) => {
    const chunks: Buffer[] = []
    for await (const chunk of request) chunks.push(chunk)
    response.end(Buffer.concat(chunks))
  },
}
const failing: Route = {
  path: '/failing',
  methods: ['GET'],
  maxBody: 0,
  handle: () => Promise.reject(new Error('CANARY of the inside')),
}

const start = async (routes: readonly Route[], more: { requestTimeoutMs?: number } = {}): Promise<string> => {
  const server = await startHttpServer({ port: 0, host: '127.0.0.1', routes, log, ...more })
  servers.push(server)
  return `http://127.0.0.1:${server.port}`
}

const raw = (base: string, text: string): Promise<string> =>
  new Promise((resolve, reject) => {
    const socket = connect(Number(new URL(base).port), '127.0.0.1', () => socket.write(text))
    let answer = ''
    socket.on('data', (chunk) => {
      answer += String(chunk)
    })
    socket.on('close', () => resolve(answer))
    socket.on('error', reject)
  })

const asked = async (url: string, init?: RequestInit) => {
  const response = await fetch(url, init)
  return { status: response.status, text: await response.text(), allow: response.headers.get('allow') }
}

describe('the port', () => {
  test('hands a request to the route of its path, whatever the query', async () => {
    const base = await start([echo])
    expect(await asked(`${base}/echo?x=1`, { method: 'POST', body: 'hello' })).toMatchObject({
      status: 200,
      text: 'hello',
    })
  })

  test('refuses an unknown path, a wrong method and a long body, each in one line', async () => {
    const base = await start([echo])
    expect(await asked(`${base}/echo/`)).toMatchObject({ status: 404, text: '{"error":"there is nothing here"}\n' })
    expect(await asked(`${base}/echo`)).toMatchObject({ status: 405, allow: 'POST' })
    expect(await asked(`${base}/echo`, { method: 'POST', body: 'hello hello' })).toMatchObject({ status: 413 })
  })

  test('refuses a body of unknown length, which could be endless', async () => {
    const base = await start([echo])
    const answer = await raw(base, 'POST /echo HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n')
    expect(answer).toMatch(/^HTTP\/1\.1 411 /)
  })

  test('shows nobody what went wrong inside, and the log that it did', async () => {
    const base = await start([failing])
    const answer = await asked(`${base}/failing`)
    expect(answer.status).toBe(500)
    expect(answer.text).not.toContain('CANARY')
    expect(log.lines).toEqual(['error a request failed by our own fault'])
  })

  test.each([
    ['garbage', 'hello\r\n\r\n', /^HTTP\/1\.1 400 /],
    ['endless headers', `GET / HTTP/1.1\r\nX: ${'x'.repeat(20_000)}\r\n\r\n`, /^HTTP\/1\.1 431 /],
  ])('answers %s and hangs up', async (_, text, expected) => {
    expect(await raw(await start([echo]), text)).toMatch(expected)
  })

  test('does not wait for ever for the rest of a request', async () => {
    const base = await start([echo], { requestTimeoutMs: 300 })
    const answer = await raw(base, 'POST /echo HTTP/1.1\r\nHost: x\r\nContent-Length: 10\r\n\r\nhal')
    expect(answer).toMatch(/^HTTP\/1\.1 408 /)
  })

  test('says in one sentence that it is taken', async () => {
    const base = await start([echo])
    const port = Number(new URL(base).port)
    const second = startHttpServer({ port, host: '127.0.0.1', routes: [], log })
    await expect(second).rejects.toThrow(`Port ${port} is taken by another process. Set PORT to a free one`)
  })

  test('closes within its grace, also while a request hangs', async () => {
    const hanging: Route = { path: '/hang', methods: ['GET'], maxBody: 0, handle: () => new Promise(() => {}) }
    const server = await startHttpServer({ port: 0, host: '127.0.0.1', routes: [hanging], log })
    const request = fetch(`http://127.0.0.1:${server.port}/hang`).catch(() => 'ended')
    await new Promise((resolve) => setTimeout(resolve, 50))
    const started = performance.now()
    await server.close(200)
    expect(performance.now() - started).toBeLessThan(1_500)
    expect(await request).toBe('ended')
  })
})

describe('health', () => {
  test('is alive, and ready when every check passes', async () => {
    const base = await start(healthRoutes({ redis: async () => undefined }))
    expect(await asked(`${base}/healthz`)).toMatchObject({ status: 200, text: '{"ok":true}\n' })
    expect(await asked(`${base}/readyz`)).toMatchObject({ status: 200 })
    expect((await asked(`${base}/readyz`, { method: 'HEAD' })).status).toBe(200)
  })

  test('names what is missing, also when a check hangs or throws, and stays alive', async () => {
    const base = await start(
      healthRoutes({
        redis: async () => 'Redis does not answer',
        slack: () => new Promise(() => {}),
        akamai: () => Promise.reject(new Error('CANARY')),
        audit: async () => undefined,
      }),
    )
    const ready = await asked(`${base}/readyz`)
    expect([ready.status, JSON.parse(ready.text)]).toEqual([
      503,
      {
        ready: false,
        checked: ['redis', 'slack', 'akamai', 'audit'],
        failed: { redis: 'Redis does not answer', slack: 'no answer within 2 s', akamai: 'the check itself failed' },
      },
    ])
    expect((await asked(`${base}/healthz`)).status).toBe(200)
  })
})
