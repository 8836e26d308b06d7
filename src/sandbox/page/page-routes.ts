import { readFile } from 'node:fs/promises'
import type { ServerResponse } from 'node:http'
import { isFromHere } from '../slack/http/is-from-here.ts'
import { readBody } from '../slack/http/read-body.ts'
import { reply } from '../slack/http/reply.ts'
import type { Exchange, Route } from '../slack/http/route.ts'
import { type JsonObject, numberOf, objectOf, parseJson } from '../slack/json.ts'
import type { World } from '../slack/world/world.ts'
import { assets } from './assets.ts'
import type { ChangeStream } from './change-stream.ts'
import { renderContent } from './parts/render-content.ts'

export interface PageOptions {
  readonly world: World
  readonly changes: ChangeStream
  readonly controlUrl?: string
  readonly teamsPageUrl?: string
}

const policyOf = ({ teamsPageUrl }: PageOptions): string =>
  `default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self' data:; frame-src ${teamsPageUrl ?? "'none'"}; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`

const sendFile = async (
  options: PageOptions,
  response: ServerResponse,
  { file, type }: { file: URL; type: string },
): Promise<void> => {
  const headers = { 'content-type': type, 'content-security-policy': policyOf(options), 'cache-control': 'no-cache' }
  response.writeHead(200, { ...headers, 'x-content-type-options': 'nosniff' }).end(await readFile(file))
}

const sendContent = ({ world }: PageOptions, { response, url }: Exchange): void => {
  const content = renderContent(world, url.searchParams)
  if (content === undefined) reply(response, 404, { error: 'nobody is here' })
  else response.writeHead(200, { 'content-type': 'application/json; charset=utf-8' }).end(JSON.stringify(content))
}

/** Where Teams' page is, for the frame beside ours. */
const sendBeside = ({ teamsPageUrl }: PageOptions, { response }: Exchange): void =>
  reply(response, 200, teamsPageUrl === undefined ? {} : { teams: teamsPageUrl })

const fastest = 100_000

/** What the page may ask of the clock: another rate, or a jump of a day. */
const clockChange = (text: string): JsonObject | undefined => {
  const { rate, advance } = objectOf(parseJson(text))
  if (advance === '1d') return { advance }
  const wanted = numberOf(rate)
  return wanted === undefined || wanted < 0 || wanted > fastest ? undefined : { rate: wanted }
}

/** Passes a change of the clock on to the sandbox's control; its answer says whether the clock follows. */
const changeClock = async ({ controlUrl }: PageOptions, { request, response }: Exchange): Promise<void> => {
  const change = clockChange((await readBody(request)) ?? '')
  if (controlUrl === undefined) return reply(response, 409, { error: 'this workspace runs on wall time' })
  if (change === undefined)
    return reply(response, 400, { error: 'a rate is a number up to 100000, and a jump is of one day' })
  const answer = await fetch(`${controlUrl}/clock`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(change),
    signal: AbortSignal.timeout(5_000),
  }).catch(() => undefined)
  if (answer?.ok === true) reply(response, 200, change)
  else reply(response, 502, { error: 'the clock did not answer' })
}

/** A permalink leads to its channel. */
const linkedChannel = (pathname: string): string | undefined => pathname.match(/^\/archives\/([A-Z0-9]+)\//)?.[1]

const answer = async (options: PageOptions, exchange: Exchange): Promise<void> => {
  const { pathname } = exchange.url
  const { method } = exchange.request
  const asset = assets.get(pathname)
  if (!isFromHere(exchange.request)) return reply(exchange.response, 403, { error: 'only from this machine' })
  if (asset !== undefined && method === 'GET') return sendFile(options, exchange.response, asset)
  if (pathname === '/page/content' && method === 'GET') return sendContent(options, exchange)
  if (pathname === '/page/beside' && method === 'GET') return sendBeside(options, exchange)
  if (pathname === '/page/changes' && method === 'GET') return options.changes.add(exchange.response)
  if (pathname === '/page/clock' && method === 'POST') return changeClock(options, exchange)
  reply(exchange.response, 404, { error: 'not found' })
}

/** `/` and `/page/…`: the workspace in a browser. */
export const pageRoutes =
  (options: PageOptions): Route =>
  async (exchange) => {
    const { pathname } = exchange.url
    const channel = linkedChannel(pathname)
    if (channel !== undefined) {
      exchange.response.writeHead(302, { location: `/#place=${channel}` }).end()
      return true
    }
    if (pathname !== '/' && !pathname.startsWith('/page/')) return false
    await answer(options, exchange)
    return true
  }
