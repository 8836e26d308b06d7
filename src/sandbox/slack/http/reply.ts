import type { ServerResponse } from 'node:http'
import type { JsonObject } from '../json.ts'

export const reply = (
  response: ServerResponse,
  status: number,
  body: JsonObject | readonly JsonObject[],
  headers: Readonly<Record<string, string>> = {},
): void => {
  response.writeHead(status, { 'content-type': 'application/json; charset=utf-8', ...headers })
  response.end(JSON.stringify(body))
}
