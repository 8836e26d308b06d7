import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { createServer as createHttp } from 'node:http'
import { createServer as createHttps } from 'node:https'
import { type AddressInfo, connect, type Socket } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Agent, type Dispatcher, ProxyAgent } from 'undici'
import { describe, expect, onTestFinished, test } from 'vitest'
import { selfSigned } from '../../src/sandbox/tls/self-signed.ts'
import { akamaiFor } from './support/akamai-for.ts'
import { edgeGridSignature } from './support/edge-grid-signature.ts'
import { failureOf } from './support/failure-of.ts'
import { runOneCall } from './support/run-one-call.ts'

const certificate = selfSigned(Date.now())

const listen = async (server: ReturnType<typeof createHttp> | ReturnType<typeof createHttps>): Promise<number> => {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(
    () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  )
  return (server.address() as AddressInfo).port
}

const startTls = async () => {
  const seen: { authorization: string; host: string; path: string; pid: unknown }[] = []
  const server = createHttps(certificate, (request, response) => {
    const { authorization = '', host = '' } = request.headers
    seen.push({ authorization, host, path: request.url ?? '', pid: request.headers['x-edgekv-chatops-pid'] })
    response.end('{"tokens":[]}')
  })
  return { port: await listen(server), seen }
}

/** A proxy that leads every tunnel to `port`, or answers `status`. */
const startProxy = async (port: number, status = 200) => {
  const asked: string[] = []
  const sockets = new Set<Socket>()
  const server = createHttp()
  server.on('connect', (request, socket: Socket) => {
    asked.push(request.url ?? '')
    socket.on('error', () => {})
    if (status !== 200) {
      socket.end(`HTTP/1.1 ${status} No\r\n\r\n`)
      return
    }
    const tunnel = connect(port, '127.0.0.1', () => {
      socket.write('HTTP/1.1 200 OK\r\n\r\n')
      socket.pipe(tunnel).pipe(socket)
    })
    tunnel.on('error', () => {})
    sockets.add(socket).add(tunnel)
  })
  onTestFinished(() => {
    for (const socket of sockets) socket.destroy()
  })
  return { url: `http://127.0.0.1:${await listen(server)}`, asked }
}

/** The client with a dispatcher of the caller's. */
const through = (baseUrl: string, dispatcher: Dispatcher) => {
  const made = akamaiFor(baseUrl, {}, { http: { dispatcher, budgetMs: 1, timeoutMs: 5000 } })
  onTestFinished(() => dispatcher.destroy())
  return made.edgeKv
}

const trusting = () => new Agent({ connect: { ca: certificate.cert } })

const order = {
  name: 'mkt',
  scope: { namespaces: { a: ['r'] as const }, networks: ['STAGING'] as const, edgeWorkerIds: [] },
}

describe('TLS', () => {
  test('with an authority that is given works, signed for the host that is asked', async () => {
    const { port, seen } = await startTls()
    expect(await through(`https://localhost:${port}`, trusting()).listTokens()).toEqual([])
    const [request] = seen
    const signature = edgeGridSignature({
      authorization: request?.authorization ?? '',
      clientSecret: 'c2VjcmV0LW9mLXRoZS10ZXN0-default',
      method: 'GET',
      host: `localhost:${port}`,
      path: request?.path ?? '',
      body: Buffer.alloc(0),
    })
    expect(request?.authorization.endsWith(signature)).toBe(true)
  })

  test('trusts the authorities of NODE_EXTRA_CA_CERTS, and nobody else', async () => {
    const dir = await mkdtemp(join(tmpdir(), 'authority-'))
    onTestFinished(() => rm(dir, { recursive: true }))
    const file = join(dir, 'ca.pem')
    await writeFile(file, certificate.cert)
    const made = { name: 'mkt', uuid: 'u', expiry: '2027-01-31', value: 'v' }
    let calls = 0
    const server = createHttps(certificate, (_request, response) => {
      calls += 1
      response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(made))
    })
    const url = `https://localhost:${await listen(server)}`
    const [without, withIt] = await Promise.all([runOneCall(url, {}), runOneCall(url, { NODE_EXTRA_CA_CERTS: file })])
    expect(without).toMatchObject({ code: 1, output: expect.stringContaining('certificate') })
    expect(withIt).toEqual({ code: 0, output: 'created\n' })
    expect(calls).toBe(1)
  })

  test('with an unknown certificate is an operator’s matter, and nothing was sent', async () => {
    const { port, seen } = await startTls()
    const failure = await failureOf(through(`https://localhost:${port}`, new Agent()).createToken(order))
    expect(failure).toMatchObject({ who: 'operator', maybeDone: false })
    expect(failure.message).toContain('certificate')
    expect(seen).toHaveLength(0)
  })

  test('with something that speaks no TLS is an operator’s matter', async () => {
    const port = await listen(createHttp((_request, response) => response.end()))
    expect(await failureOf(through(`https://localhost:${port}`, new Agent()).createToken(order))).toMatchObject({
      who: 'operator',
    })
  })
})

test('a host elsewhere is signed by its own name and never told our pid', async () => {
  const { port, seen } = await startTls()
  const elsewhere = new Agent({
    connect: {
      ca: certificate.cert,
      servername: 'localhost',
      lookup: (_name, _options, done) => done(null, [{ address: '127.0.0.1', family: 4 }]),
    },
  })
  expect(await through(`https://akamai.test:${port}`, elsewhere).listTokens()).toEqual([])
  expect(await through(`https://localhost:${port}`, trusting()).listTokens()).toEqual([])
  expect(seen.map(({ pid }) => pid)).toEqual([undefined, String(process.pid)])
  const { authorization = '', path = '', host } = seen[0] ?? {}
  expect(host).toBe(`akamai.test:${port}`)
  const clientSecret = 'c2VjcmV0LW9mLXRoZS10ZXN0-default'
  const facts = { authorization, clientSecret, method: 'GET', host: `akamai.test:${port}`, path, body: Buffer.alloc(0) }
  expect(authorization.endsWith(edgeGridSignature(facts))).toBe(true)
})

describe('a proxy', () => {
  test('leads to the host, whose certificate is checked', async () => {
    const { port } = await startTls()
    const proxy = await startProxy(port)
    const dispatcher = new ProxyAgent({ uri: proxy.url, requestTls: { ca: certificate.cert } })
    // The authority is known, so the name is looked at; the certificate is for localhost alone.
    expect(await failureOf(through('https://akamai.test', dispatcher).createToken(order))).toMatchObject({
      who: 'operator',
      maybeDone: false,
      code: 'ERR_TLS_CERT_ALTNAME_INVALID',
    })
    expect(proxy.asked).toEqual(['akamai.test:443'])
  })

  test('leads a signed call to the host and back', async () => {
    const { port, seen } = await startTls()
    const proxy = await startProxy(port)
    const dispatcher = new ProxyAgent({ uri: proxy.url, requestTls: { ca: certificate.cert } })
    expect(await through(`https://localhost:${port}`, dispatcher).listTokens()).toEqual([])
    expect(proxy.asked).toEqual([`localhost:${port}`])
    expect(seen).toHaveLength(1)
  })

  test.each([
    [407, 'operator'],
    [403, 'operator'],
    [502, 'retry'],
  ])('that answers %s is told: %s', async (status, who) => {
    const proxy = await startProxy(0, status)
    const dispatcher = new ProxyAgent(proxy.url)
    const failure = await failureOf(through('https://akamai.test', dispatcher).createToken(order))
    expect(failure).toMatchObject({ who, maybeDone: false })
    expect(failure.message).toContain(`the proxy answered ${status}`)
  })

  test('of the environment is not used by itself', async () => {
    const { port } = await startTls()
    const proxy = await startProxy(port)
    const before = process.env['HTTPS_PROXY']
    process.env['HTTPS_PROXY'] = proxy.url
    try {
      const { edgeKv } = akamaiFor('https://akamai.invalid', {}, { http: { budgetMs: 1, timeoutMs: 5000 } })
      expect(await failureOf(edgeKv.createToken(order))).toMatchObject({ maybeDone: false })
    } finally {
      if (before === undefined) delete process.env['HTTPS_PROXY']
      else process.env['HTTPS_PROXY'] = before
    }
    expect(proxy.asked).toEqual([])
  })
})
