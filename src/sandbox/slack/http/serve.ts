import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { reply } from './reply.ts'
import type { Route } from './route.ts'

const answer = async (routes: readonly Route[], request: IncomingMessage, response: ServerResponse): Promise<void> => {
  const url = URL.parse(request.url ?? '/', 'http://sandbox')
  if (url === null) return reply(response, 400, { error: 'no address' })
  for (const route of routes) if (await route({ request, response, url })) return
  reply(response, 404, { error: 'not found' })
}

/** A surprise ends the one exchange, not the server. */
const surprised = (response: ServerResponse, error: unknown): void => {
  console.error('sandbox slack:', error)
  if (response.headersSent) response.destroy()
  else reply(response, 500, { ok: false, error: 'fatal_error' })
}

/** Listens on loopback; answers with the server and its address. */
export const serve = async (routes: readonly Route[], port: number): Promise<{ server: Server; url: string }> => {
  const server = createServer((request, response) => {
    answer(routes, request, response).catch((error: unknown) => surprised(response, error))
  })
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, '127.0.0.1', resolve)
  })
  const address: AddressInfo | string | null = server.address()
  if (address === null || typeof address === 'string') throw new Error('the sandbox has no address')
  return { server, url: `http://127.0.0.1:${address.port}` }
}
