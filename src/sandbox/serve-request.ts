import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http'
import { serveAkamai } from './akamai/serve-akamai.ts'
import { serveControl } from './control/serve-control.ts'
import { json } from './http/answer.ts'
import { sendAnswer } from './http/send-answer.ts'
import { answerEdge } from './outage/serve-edge.ts'
import { type SandboxState, settledNow } from './sandbox-state.ts'

/** Shares requests out between Akamai's APIs, the edge and the control API. */
export const serveRequests =
  (state: SandboxState): RequestListener =>
  (request, response) => {
    serveRequest(state, request, response).catch((error: unknown) => {
      const text = error instanceof Error ? error.message : 'unknown'
      if (!response.headersSent && !response.destroyed) {
        sendAnswer(response, json(500, { error: `the sandbox failed: ${text}` }))
      }
    })
  }

const serveRequest = async (state: SandboxState, request: IncomingMessage, response: ServerResponse): Promise<void> => {
  const url = urlOf(request)
  if (url === undefined) sendAnswer(response, json(400, { error: 'unreadable URL' }))
  else if (!isOwn(url.pathname)) await serveAkamai(state, request, response)
  else if (!isLoopback(url.hostname)) sendAnswer(response, json(403, { error: 'loopback only' }))
  else if (url.pathname.startsWith('/_edge/')) sendAnswer(response, answerEdge(state.world, url, settledNow(state)))
  else await serveControl(state, request, response, url)
}

const urlOf = (request: IncomingMessage): URL | undefined => {
  const text = `http://${request.headers.host ?? 'localhost'}${request.url ?? '/'}`
  return URL.canParse(text) ? new URL(text) : undefined
}

const isOwn = (path: string): boolean => path.startsWith('/_control/') || path.startsWith('/_edge/')

/** A web page elsewhere cannot reach the controls by giving its own name this address. */
const isLoopback = (hostname: string): boolean => hostname === '127.0.0.1' || hostname === 'localhost'
