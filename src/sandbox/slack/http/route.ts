import type { IncomingMessage, ServerResponse } from 'node:http'

export interface Exchange {
  readonly request: IncomingMessage
  readonly response: ServerResponse
  readonly url: URL
}

/** Answers a request, or says that it is not its own. */
export type Route = (exchange: Exchange) => Promise<boolean>
