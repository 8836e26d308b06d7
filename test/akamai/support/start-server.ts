import { createServer, type IncomingHttpHeaders, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { onTestFinished } from 'vitest'

export interface SeenRequest {
  readonly method: string
  readonly url: string
  readonly headers: IncomingHttpHeaders
  readonly body: Buffer
}

export type Handler = (request: SeenRequest, response: ServerResponse, n: number) => void

/** A real HTTP server on loopback for one test; gone when the test is over. `n` counts from 1. */
export const startServer = async (handler: Handler): Promise<{ url: string; host: string; seen: SeenRequest[] }> => {
  const seen: SeenRequest[] = []
  const server = createServer((incoming, response) => {
    const chunks: Buffer[] = []
    incoming.on('data', (chunk: Buffer) => chunks.push(chunk))
    incoming.on('end', () => {
      const { method = '', url = '', headers } = incoming
      const request = { method, url, headers, body: Buffer.concat(chunks) }
      seen.push(request)
      handler(request, response, seen.length)
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(
    () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  )
  const { port } = server.address() as AddressInfo
  return { url: `http://127.0.0.1:${port}`, host: `127.0.0.1:${port}`, seen }
}

/** Answers with JSON. */
export const json = (response: ServerResponse, status: number, body: unknown, headers: Record<string, string> = {}) => {
  response.writeHead(status, { 'content-type': 'application/json', ...headers })
  response.end(JSON.stringify(body))
}

/** An error as EdgeKV itself tells it. */
export const edgeKvProblem = (status: number, errorCode = 'EKV_3000', title = 'Refused') => ({
  type: '/edgekv/error-types/edgekv-refused',
  title,
  status,
  detail: 'A detail.',
  errorCode,
  additionalDetail: { requestId: 'abc123' },
})

/** An error as the gateway in front tells it. */
export const gatewayProblem = (status: number, detail: string, kind = 'pep-authn/deny') => ({
  type: `https://problems.luna.akamaiapis.net/-/${kind}`,
  title: 'Not authorized',
  status,
  detail,
  instance: 'https://host/edgekv/v1/tokens',
  method: 'GET',
  serverIp: '192.0.2.1',
  clientIp: '192.0.2.2',
  requestId: '1e7f0f0f',
})
