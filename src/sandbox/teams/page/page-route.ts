import { readFile } from 'node:fs/promises'
import type { ChangeStream } from '../../page/change-stream.ts'
import { isFromHere } from '../../slack/http/is-from-here.ts'
import { reply } from '../../slack/http/reply.ts'
import type { Exchange, Route } from '../../slack/http/route.ts'
import { toJson } from '../../slack/json.ts'
import type { TeamsWorld } from '../world/world.ts'
import { teamsAssets } from './assets.ts'
import { contentOf } from './content.ts'

export interface TeamsPage {
  readonly world: TeamsWorld
  readonly changes: ChangeStream
}

/** The page may stand in a frame of the other platform's page, which is on this machine as well. */
const policy =
  "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self' data:; base-uri 'none'; form-action 'none'; frame-ancestors 'self' http://127.0.0.1:* http://localhost:*"

const sendFile = async ({ response }: Exchange, { file, type }: { file: URL; type: string }): Promise<void> => {
  const headers = { 'content-type': type, 'content-security-policy': policy, 'cache-control': 'no-cache' }
  response.writeHead(200, { ...headers, 'x-content-type-options': 'nosniff' }).end(await readFile(file))
}

const sendContent = ({ world }: TeamsPage, { response, url }: Exchange): void => {
  const content = contentOf(world, url.searchParams)
  reply(response, content === undefined ? 404 : 200, content === undefined ? { error: 'nobody' } : toJson(content))
}

/** `/` and `/page/…`: a Teams conversation in a browser. */
export const teamsPageRoute =
  (page: TeamsPage): Route =>
  async (exchange) => {
    const { pathname } = exchange.url
    const { method } = exchange.request
    const asset = teamsAssets.get(pathname)
    if (pathname !== '/' && !pathname.startsWith('/page/')) return false
    if (!isFromHere(exchange.request)) reply(exchange.response, 403, { error: 'only from this machine' })
    else if (method === 'GET' && asset !== undefined) await sendFile(exchange, asset)
    else if (method === 'GET' && pathname === '/page/content') sendContent(page, exchange)
    else if (method === 'GET' && pathname === '/page/changes') page.changes.add(exchange.response)
    else reply(exchange.response, 404, { error: 'not found' })
    return true
  }
