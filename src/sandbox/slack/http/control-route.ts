import type { Json } from '../json.ts'
import { parseJson } from '../json.ts'
import type { SlackSandbox } from '../slack-sandbox.ts'
import { controlHandlers, type Handler } from './control-handlers.ts'
import { isFromHere } from './is-from-here.ts'
import { readBody } from './read-body.ts'
import { reply } from './reply.ts'
import type { Exchange, Route } from './route.ts'

const lookUp = (slack: SlackSandbox, name: string, query: URLSearchParams): readonly object[] | undefined => {
  const channel = query.get('channel') ?? ''
  const user = query.get('user') ?? undefined
  const reader = user === undefined ? {} : { user }
  if (name === 'messages') return slack.driver.messages({ channel, ...reader })
  if (name === 'thread') return slack.driver.thread(channel, query.get('ts') ?? '', user)
  if (name === 'views') return slack.driver.views(user ?? '')
  if (name === 'effects') return slack.effects().filter(({ n }) => n > Number(query.get('after') ?? 0))
  return undefined
}

const answerGet = (slack: SlackSandbox, name: string, { response, url }: Exchange): void => {
  const found = lookUp(slack, name, url.searchParams)
  if (found === undefined) reply(response, 404, { error: `there is no /_slack/${name}` })
  else response.writeHead(200, { 'content-type': 'application/json; charset=utf-8' }).end(JSON.stringify(found))
}

const answerPost = async (
  handle: Handler | undefined,
  name: string,
  { request, response }: Exchange,
): Promise<void> => {
  const isJson = request.headers['content-type']?.startsWith('application/json') === true
  const text = await readBody(request)
  const input: Json | undefined = text === '' ? {} : parseJson(text ?? '')
  if (handle === undefined) return reply(response, 404, { error: `there is no /_slack/${name}` })
  if (!isJson || input === undefined) return reply(response, 400, { error: 'the body must be JSON, and say so' })
  const result = await handle(input)
  if (result.ok) reply(response, 200, result.body)
  else reply(response, result.status, { error: result.error })
}

/** `/_slack/…`: everything of the driver as JSON, for the page and for tests in other processes. */
export const controlRoute = (slack: SlackSandbox): Route => {
  const handlers = controlHandlers(slack)
  return async (exchange) => {
    const name = exchange.url.pathname.match(/^\/_slack\/([a-z-]+)$/)?.[1]
    if (name === undefined) return false
    if (!isFromHere(exchange.request)) reply(exchange.response, 403, { error: 'only from this machine' })
    else if (exchange.request.method === 'GET') answerGet(slack, name, exchange)
    else await answerPost(handlers.get(name), name, exchange)
    return true
  }
}
