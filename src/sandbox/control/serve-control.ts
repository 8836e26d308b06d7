import type { IncomingMessage, ServerResponse } from 'node:http'
import { ZodError, z } from 'zod'
import { type Answer, json } from '../http/answer.ts'
import { jsonOf } from '../http/json-of.ts'
import { matchRoute } from '../http/match-route.ts'
import { readBody } from '../http/read-body.ts'
import { sendAnswer } from '../http/send-answer.ts'
import { type SandboxState, settledNow } from '../sandbox-state.ts'
import { clockControls } from './clock-controls.ts'
import { ControlRefusal, type ControlRoute } from './control-call.ts'
import { faultControls } from './fault-controls.ts'
import { othersControls } from './others-controls.ts'
import { reportControls } from './report-controls.ts'
import { worldControls } from './world-controls.ts'

const routes: readonly ControlRoute[] = [
  ...clockControls,
  ...worldControls,
  ...faultControls,
  ...othersControls,
  ...reportControls,
]

const longPollMs = 20_000

/** Serves `/_control/…`; `path` is what follows it. */
export const serveControl = async (
  state: SandboxState,
  request: IncomingMessage,
  response: ServerResponse,
  url: URL,
): Promise<void> => {
  const path = url.pathname.slice('/_control'.length)
  const body = await readBody(request)
  if (path === '/clock' && request.method === 'GET') await awaitClock(state, url.searchParams.get('after'))
  if (!response.destroyed) sendAnswer(response, answerControl(state, request.method ?? 'GET', path, url, body))
}

/** With the revision that the caller knows, the answer waits for another one. */
const awaitClock = async (state: SandboxState, after: string | null): Promise<void> => {
  if (after !== null) await state.clock.changed(Number(after), longPollMs)
}

const answerControl = (
  state: SandboxState,
  method: string,
  path: string,
  url: URL,
  body: Buffer | 'too-large',
): Answer => {
  if (path === '/clock' && method === 'GET') return json(200, state.clock.read())
  const matched = matchRoute(routes, method, path)
  if (matched === undefined) return json(404, { error: `no control ${path}` })
  if (matched === 'method') return json(405, { error: `not with ${method}` })
  if (body === 'too-large') return json(413, { error: 'too much' })
  try {
    const sent = body.length === 0 ? undefined : parse(body)
    return matched.route.handle({ state, body: sent, query: url.searchParams, now: settledNow(state) })
  } catch (error) {
    if (error instanceof ZodError) return json(400, { error: z.prettifyError(error) })
    if (error instanceof ControlRefusal) return json(400, { error: error.message })
    throw error
  }
}

const parse = (body: Buffer): unknown => {
  const sent = jsonOf(body)
  if (sent === undefined) throw new ControlRefusal('the body is not JSON')
  return sent
}
