import { z } from 'zod'
import { isFromHere } from '../slack/http/is-from-here.ts'
import { readBody } from '../slack/http/read-body.ts'
import { reply } from '../slack/http/reply.ts'
import type { Exchange, Route } from '../slack/http/route.ts'
import { objectOf, parseJson, toJson } from '../slack/json.ts'
import type { TeamsDriver } from './driver/driver.ts'
import type { TeamsSandbox } from './teams-sandbox.ts'

const id = z.string().max(500)
const connect = z.object({ url: z.url() })
const type = z.object({ user: id, conversation: id, text: z.string().max(4_000), thread: id.optional() })
const press = z.object({ user: id, message: id, verb: id, data: z.json() })
const look = z.object({ user: id, message: id })

/** `/…` is a slash command, whose answer only the typist sees; a mention at the front is what the client makes of it. */
const typed = ({ user, conversation, text, thread }: z.infer<typeof type>, driver: TeamsDriver) => {
  const slash = /^\/(?:edgekv\s*)?/i.exec(text)?.[0]
  const line = text.slice(slash?.length ?? 0).replace(/^@edgekv\s*/i, '')
  const where = { user, conversation, text: line, ...(thread === undefined ? {} : { thread }) }
  return driver.types({ ...where, slash: slash !== undefined })
}

type Order = (input: unknown) => Promise<unknown>

const ordersOf = (teams: Pick<TeamsSandbox, 'connect' | 'driver'>): ReadonlyMap<string, Order> =>
  new Map<string, Order>([
    ['connect', (input) => teams.connect(connect.parse(input))],
    ['type', (input) => typed(type.parse(input), teams.driver)],
    [
      'press',
      (input) => {
        const { data, ...where } = press.parse(input)
        return teams.driver.executes({ ...where, data: objectOf(data) })
      },
    ],
    [
      'look',
      (input) => {
        const { user, message } = look.parse(input)
        return teams.driver.looks(user, message)
      },
    ],
  ])

const carryOut = async (order: Order, { request, response }: Exchange): Promise<void> => {
  const isJson = request.headers['content-type']?.startsWith('application/json') === true
  if (!isJson) return reply(response, 400, { error: 'the body must be JSON, and say so' })
  try {
    const result = await order(parseJson((await readBody(request)) ?? ''))
    reply(response, 200, typeof result === 'object' && result !== null ? toJson(result) : {})
  } catch (error) {
    reply(response, 409, { error: error instanceof Error ? error.message.slice(0, 300) : 'failed' })
  }
}

const showMessages = (driver: TeamsDriver, { response, url }: Exchange): void => {
  const user = url.searchParams.get('user') ?? undefined
  const conversation = url.searchParams.get('conversation') ?? ''
  reply(response, 200, driver.messages({ conversation, ...(user === undefined ? {} : { user }) }).map(toJson))
}

/** `/_teams/…`: what people do, as JSON, for the page and for tests in other processes. */
export const teamsControlRoute = (teams: Pick<TeamsSandbox, 'connect' | 'driver'>): Route => {
  const orders = ordersOf(teams)
  return async (exchange) => {
    const name = /^\/_teams\/([a-z]+)$/.exec(exchange.url.pathname)?.[1]
    if (name === undefined) return false
    const { method } = exchange.request
    const order = orders.get(name)
    if (!isFromHere(exchange.request)) reply(exchange.response, 403, { error: 'only from this machine' })
    else if (method === 'GET' && name === 'messages') showMessages(teams.driver, exchange)
    else if (method === 'POST' && order !== undefined) await carryOut(order, exchange)
    else reply(exchange.response, 404, { error: `there is no ${method} /_teams/${name}` })
    return true
  }
}
