import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { Duplex } from 'node:stream'
import type { Log } from '../core/ports/log.ts'
import { answer } from './answer.ts'
import { type Route, routeFor } from './route.ts'

export interface HttpServerOptions {
  /** 0 takes a free one. */
  readonly port: number
  /** Every interface, unless one is named. */
  readonly host?: string
  readonly routes: readonly Route[]
  readonly log: Log
  /** How long a request may take to arrive whole. Milliseconds, default 15 s. */
  readonly requestTimeoutMs?: number
}

export interface HttpServer {
  readonly port: number
  /** Takes no more connections, lets running requests finish for `graceMs` (default 8 s), then ends them. */
  close(graceMs?: number): Promise<void>
}

const maxConnections = 2_000

const refuseLate = (error: unknown, response: ServerResponse, path: string, log: Log): void => {
  log.error('a request failed by our own fault', { path, error })
  answer(response, 500, { error: 'something went wrong here; it has been written down' })
}

const serve =
  (routes: readonly Route[], log: Log) =>
  async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const { method = '', url = '', headers } = request
    const chunked = headers['transfer-encoding'] !== undefined
    const found = routeFor(routes, { method, url, length: headers['content-length'], chunked })
    if ('error' in found) {
      const { status, error, allow } = found
      // The rest of a refused body is not waited for.
      const close = status === 413 || status === 411 ? { connection: 'close' } : {}
      answer(response, status, { error }, { ...(allow === undefined ? {} : { allow }), ...close })
      return
    }
    try {
      await found.handle(request, response)
    } catch (error) {
      refuseLate(error, response, found.path, log)
    }
  }

const statusOf: Readonly<Record<string, string>> = {
  HPE_HEADER_OVERFLOW: '431 Request Header Fields Too Large',
  ERR_HTTP_REQUEST_TIMEOUT: '408 Request Timeout',
}

const refuseGarbage = (error: Error & { code?: string }, socket: Duplex): void => {
  if (!socket.writable || error.code === 'ECONNRESET') {
    socket.destroy()
    return
  }
  const body = '{"error":"this is no request that can be read"}\n'
  const head = `HTTP/1.1 ${statusOf[error.code ?? ''] ?? '400 Bad Request'}\r\nConnection: close\r\n`
  socket.end(`${head}Content-Type: application/json\r\nContent-Length: ${body.length}\r\n\r\n${body}`)
}

/** The port cannot be listened on; the message says what to do. */
export class PortProblem extends Error {
  override readonly name = 'PortProblem'
}

const listenFailure = (error: NodeJS.ErrnoException, port: number): PortProblem => {
  const taken = `Port ${port} is taken by another process. Set PORT to a free one, or stop the other process.`
  const forbidden = `Port ${port} may not be used by this user. Set PORT to one above 1023.`
  const known: Readonly<Record<string, string>> = { EADDRINUSE: taken, EACCES: forbidden }
  return new PortProblem(known[error.code ?? ''] ?? `Port ${port} cannot be used (${error.code}).`, { cause: error })
}

const listen = (server: Server, { port, host }: HttpServerOptions): Promise<number> =>
  new Promise((resolve, reject) => {
    server.once('error', (error) => reject(listenFailure(error, port)))
    server.listen({ port, ...(host === undefined ? {} : { host }) }, () => {
      const address = server.address()
      resolve(typeof address === 'object' && address !== null ? address.port : port)
    })
  })

const closeServer = (server: Server, graceMs: number): Promise<void> =>
  new Promise((resolve) => {
    const end = setTimeout(() => server.closeAllConnections(), graceMs)
    server.close(() => {
      clearTimeout(end)
      resolve()
    })
    server.closeIdleConnections()
  })

/** Our one port: routes by path, with limits on headers, body, time and connections. Throws one sentence if it is taken. */
export const startHttpServer = async (options: HttpServerOptions): Promise<HttpServer> => {
  const { routes, log, requestTimeoutMs = 15_000 } = options
  const limits = {
    maxHeaderSize: 16_384,
    headersTimeout: Math.min(10_000, requestTimeoutMs),
    requestTimeout: requestTimeoutMs,
  }
  const server = createServer({ ...limits, connectionsCheckingInterval: 1_000, keepAliveTimeout: 65_000 })
  server.maxConnections = maxConnections
  const handle = serve(routes, log)
  server.on('request', (request, response) => void handle(request, response))
  server.on('clientError', refuseGarbage)
  const port = await listen(server, options)
  return { port, close: (graceMs = 8_000) => closeServer(server, graceMs) }
}
