import { setTimeout as sleep } from 'node:timers/promises'
import { callMethod } from '../api/call-method.ts'
import { sentToken } from '../api/check-token.ts'
import type { World } from '../world/world.ts'
import { readArguments } from './read-arguments.ts'
import { readBody } from './read-body.ts'
import { reply } from './reply.ts'
import type { Exchange, Route } from './route.ts'

const answer = async (world: World, name: string, { request, response, url }: Exchange): Promise<void> => {
  const body = await readBody(request)
  if (body === undefined) return reply(response, 413, { ok: false, error: 'request_too_large' })
  const read = readArguments(url.searchParams, request.headers['content-type'] ?? '', body)
  if (!read.ok) return reply(response, 200, { ok: false, error: read.error })
  const called = callMethod(world, name, read.args, sentToken(request.headers.authorization, read.args))
  const { latencyMs } = world.state.settings
  if (latencyMs > 0) await sleep(latencyMs)
  if (called.lost) request.socket.destroy()
  else reply(response, called.status, called.body, called.headers)
}

/** `/api/<method>`: the Web API. */
export const apiRoute =
  (world: World): Route =>
  async (exchange) => {
    const name = exchange.url.pathname.match(/^\/api\/([a-zA-Z.]+)$/)?.[1]
    if (name === undefined) return false
    await answer(world, name, exchange)
    return true
  }
