import type { ServerResponse } from 'node:http'

/** Answers with one line of JSON. Does nothing where an answer is already on its way. */
export const answer = (
  response: ServerResponse,
  status: number,
  body: Readonly<Record<string, unknown>>,
  headers: Readonly<Record<string, string>> = {},
): void => {
  if (response.headersSent) return
  response.writeHead(status, {
    'content-type': 'application/json; charset=utf-8',
    'cache-control': 'no-store',
    ...headers,
  })
  response.end(`${JSON.stringify(body)}\n`)
}
