import type { IncomingMessage, ServerResponse } from 'node:http'

/** What one path answers. The body has not been read when the handler is called. */
export interface Route {
  readonly path: string
  readonly methods: readonly string[]
  /** Bytes. A longer body is refused before the handler sees the request. */
  readonly maxBody: number
  handle(request: IncomingMessage, response: ServerResponse): Promise<void> | void
}

/** Why a request does not reach its handler. */
export type Refusal = { readonly status: number; readonly error: string; readonly allow?: string }

interface Asked {
  readonly method: string
  readonly url: string
  readonly length: string | undefined
  readonly chunked: boolean
}

const bodyRefusal = (route: Route, { length, chunked }: Asked): Refusal | undefined => {
  // Without a length the limit could only be enforced by reading the body that the handler wants to read.
  if (chunked) return { status: 411, error: 'a Content-Length is needed' }
  if (Number(length ?? 0) <= route.maxBody) return undefined
  return { status: 413, error: `the body may have at most ${route.maxBody} bytes` }
}

/** The route that answers a request, or the refusal. */
export const routeFor = (routes: readonly Route[], asked: Asked): Route | Refusal => {
  const path = asked.url.split('?', 1)[0]
  const route = routes.find((one) => one.path === path)
  if (route === undefined) return { status: 404, error: 'there is nothing here' }
  const allowed = route.methods.includes(asked.method) || (asked.method === 'HEAD' && route.methods.includes('GET'))
  if (!allowed) return { status: 405, error: 'not with this method', allow: route.methods.join(', ') }
  return bodyRefusal(route, asked) ?? route
}
