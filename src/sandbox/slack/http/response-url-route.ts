import { respond } from '../deliver/respond.ts'
import { isObject, parseJson } from '../json.ts'
import { type ResponseHook, record, type World } from '../world/world.ts'
import { readBody } from './read-body.ts'
import { reply } from './reply.ts'
import type { Exchange, Route } from './route.ts'

const whyNot = (world: World, hook: ResponseHook | undefined): string | undefined => {
  const { responseUrlMs, responseUrlUses } = world.state.settings
  if (hook === undefined) return 'invalid_url'
  if (Date.now() - hook.at > responseUrlMs) return 'expired_url'
  return hook.uses >= responseUrlUses ? 'used_url' : undefined
}

const refused = (world: World, { response }: Exchange, status: number, error: string): void => {
  record(world, { kind: 'response', name: 'response_url', outcome: error, status, sent: {}, warnings: [] })
  reply(response, status, { ok: false, error })
}

const answer = async (world: World, id: string, exchange: Exchange): Promise<void> => {
  const text = await readBody(exchange.request)
  const body = text === undefined ? undefined : parseJson(text)
  const hook = world.state.hooks.get(id)
  const reason = whyNot(world, hook)
  if (hook === undefined || reason !== undefined) return refused(world, exchange, 404, reason ?? 'invalid_url')
  if (!isObject(body)) return refused(world, exchange, 400, 'invalid_payload')
  hook.uses += 1
  const result = respond(world, hook, body, 'response_url')
  if (result.ok) reply(exchange.response, 200, { ok: true })
  else reply(exchange.response, 400, { ok: false, error: result.error })
}

/** `/hooks/<id>`: what a payload's response_url leads to. */
export const responseUrlRoute =
  (world: World): Route =>
  async (exchange) => {
    const id = exchange.url.pathname.match(/^\/hooks\/([\w-]+)$/)?.[1]
    if (id === undefined || exchange.request.method !== 'POST') return false
    await answer(world, id, exchange)
    return true
  }
