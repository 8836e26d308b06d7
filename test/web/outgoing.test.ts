import { createServer, type RequestListener, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, describe, expect, test } from 'vitest'
import type { Clock } from '../../src/core/ports/clock.ts'
import { Secret } from '../../src/core/token/secret.ts'
import { anchorDaily } from '../../src/web/anchor-heads.ts'
import { beat } from '../../src/web/heartbeat.ts'
import { createOutgoing, type Outgoing } from '../../src/web/outgoing.ts'
import { send } from '../../src/web/send.ts'
import { keptLog } from './quiet-log.ts'

const servers: Server[] = []
const ways: Outgoing[] = []
afterEach(async () => {
  await Promise.all(ways.splice(0).map((way) => way.close()))
  for (const server of servers.splice(0)) {
    server.closeAllConnections()
    await new Promise((resolve) => server.close(resolve))
  }
})

const listen = (server: Server): Promise<number> =>
  new Promise((resolve) => {
    servers.push(server)
    server.listen(0, '127.0.0.1', () => resolve((server.address() as AddressInfo).port))
  })
const serve = async (handler: RequestListener): Promise<string> =>
  `http://127.0.0.1:${await listen(createServer(handler))}`

const wayOut = (options: Parameters<typeof createOutgoing>[0] = {}): Outgoing => {
  const way = createOutgoing(options)
  ways.push(way)
  return way
}

/** An address on loopback where nobody listens. */
const nobody = async (): Promise<number> => {
  const server = createServer()
  const port = await listen(server)
  servers.pop()
  await new Promise((resolve) => server.close(resolve))
  return port
}

/** A proxy that notes what it is asked to connect to, and refuses. */
const proxy = async () => {
  const asked: string[] = []
  const server = createServer()
  server.on('connect', (request, socket) => {
    asked.push(request.url ?? '')
    socket.end('HTTP/1.1 502 Bad Gateway\r\n\r\n')
  })
  return { asked, url: Secret.of(`http://127.0.0.1:${await listen(server)}`) }
}

describe('the way out', () => {
  test('goes through HTTPS_PROXY', async () => {
    const { asked, url } = await proxy()
    const sent = await send(Secret.of('https://akamai.example/x'), wayOut({ httpsProxy: url }))
    expect([sent.ok, asked]).toEqual([false, ['akamai.example:443']])
  })

  test('goes around it for NO_PROXY and for loopback', async () => {
    const { asked, url } = await proxy()
    const way = wayOut({ httpsProxy: url, noProxy: '.invalid,other.example' })
    await send(Secret.of('https://host.invalid/'), way)
    const port = await nobody()
    const outcomes = await Promise.all(
      ['127.0.0.1', 'localhost', '[::1]'].map((host) => send(Secret.of(`https://${host}:${port}/`), way)),
    )
    expect(outcomes.map((sent) => sent.ok || sent.why)).not.toContain('no connection')
    expect(asked).toEqual([])
  })

  test('does not look into the environment by itself', async () => {
    const { asked, url } = await proxy()
    process.env['HTTPS_PROXY'] = url.reveal()
    try {
      await send(Secret.of('https://host.invalid/'), wayOut())
      expect(asked).toEqual([])
    } finally {
      delete process.env['HTTPS_PROXY']
    }
  })
})

describe('a call to an address of the operator', () => {
  test('is a GET without and a POST with something to say', async () => {
    const seen: string[] = []
    const base = await serve(async (request, response) => {
      const chunks: Buffer[] = []
      for await (const chunk of request) chunks.push(chunk)
      seen.push(`${request.method} ${request.url} ${Buffer.concat(chunks)}`)
      response.end('ok')
    })
    const way = wayOut()
    expect(await send(Secret.of(`${base}/beat`), way)).toEqual({ ok: true })
    expect(await send(Secret.of(`${base}/anchor`), way, { seq: 1 })).toEqual({ ok: true })
    expect(seen).toEqual(['GET /beat ', 'POST /anchor {"seq":1}'])
  })

  test('tells a refusal without the address', async () => {
    const base = await serve((_, response) => response.writeHead(302, { location: '/elsewhere' }).end())
    expect(await send(Secret.of(`${base}/CANARY`), wayOut())).toEqual({ ok: false, why: 'status 302' })
    expect(await send(Secret.of(`http://127.0.0.1:${await nobody()}/CANARY`), wayOut())).toEqual({
      ok: false,
      why: 'ECONNREFUSED',
    })
  })

  test('that fails is a warning in the log and nothing more', async () => {
    const log = keptLog()
    await beat(Secret.of(`http://127.0.0.1:${await nobody()}/`), wayOut(), log)
    await beat(undefined, wayOut(), log)
    expect(log.lines).toEqual(['warn the heartbeat address did not take the heartbeat'])
  })
})

test('the head of the audit chain is sent at once, again after a failure, and then daily', async () => {
  const bodies: string[] = []
  const base = await serve(async (request, response) => {
    const chunks: Buffer[] = []
    for await (const chunk of request) chunks.push(chunk)
    bodies.push(String(Buffer.concat(chunks)))
    response.writeHead(bodies.length === 1 ? 503 : 204).end()
  })
  const stop = new AbortController()
  const slept: number[] = []
  const clock: Clock = {
    now: () => Date.UTC(2026, 10, 1),
    sleep: async (ms) => {
      slept.push(ms)
      if (slept.length === 3) stop.abort()
    },
  }
  const log = keptLog()
  const head = () => ({ instance: 'one', seq: 7, hash: 'f'.repeat(64) })
  await anchorDaily({ url: Secret.of(base), head, outgoing: wayOut(), clock, log }, stop.signal)
  expect(slept).toEqual([300_000, 86_400_000, 86_400_000])
  expect(JSON.parse(bodies[1] ?? '')).toEqual({ v: 1, at: '2026-11-01T00:00:00.000Z', ...head() })
  expect(log.lines).toHaveLength(1)
})
