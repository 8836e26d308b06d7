import { once } from 'node:events'
import { createServer, type IncomingMessage } from 'node:http'

export interface RoundRobin {
  readonly url: string
  /** How many requests each of them has had. */
  readonly counts: readonly number[]
  /** From now on these answer instead. */
  send(urls: readonly string[]): void
  close(): Promise<void>
}

const bodyOf = async (request: IncomingMessage): Promise<Buffer> => {
  const parts: Buffer[] = []
  for await (const part of request) parts.push(part)
  return Buffer.concat(parts)
}

const hopByHop = ['host', 'connection', 'content-length', 'transfer-encoding', 'expect']

const headersOf = ({ headers }: IncomingMessage): Record<string, string> =>
  Object.fromEntries(
    Object.entries(headers).flatMap(([name, value]) =>
      hopByHop.includes(name) || value === undefined ? [] : [[name, String(value)]],
    ),
  )

/** A load balancer as operators have one: each request goes to the next process, to the letter. */
export const startRoundRobin = async (first: readonly string[]): Promise<RoundRobin> => {
  let urls = first
  let n = 0
  const counts: number[] = []
  const server = createServer(async (request, response) => {
    const turn = n % urls.length
    n += 1
    counts[turn] = (counts[turn] ?? 0) + 1
    try {
      const body = await bodyOf(request)
      const answer = await fetch(`${urls[turn]}${request.url}`, {
        method: request.method ?? 'POST',
        headers: headersOf(request),
        body,
      })
      response.writeHead(answer.status, { 'content-type': answer.headers.get('content-type') ?? 'text/plain' })
      response.end(Buffer.from(await answer.arrayBuffer()))
    } catch {
      response.writeHead(502).end()
    }
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  const port = typeof address === 'object' && address !== null ? address.port : 0
  return {
    url: `http://127.0.0.1:${port}`,
    counts,
    send: (next) => {
      urls = next
    },
    close: async () => {
      server.close()
      server.closeAllConnections()
      await once(server, 'close')
    },
  }
}
