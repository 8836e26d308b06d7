import type { IncomingMessage, ServerResponse } from 'node:http'
import { setTimeout as sleep } from 'node:timers/promises'
import { gatewayProblem } from '../edgegrid/gateway-problem.ts'
import { edgeKvRoutes } from '../edgekv/edgekv-routes.ts'
import { edgeWorkersRoutes } from '../edgeworkers/edgeworkers-routes.ts'
import type { FaultRule } from '../faults/fault-rules.ts'
import { killClient } from '../faults/kill-client.ts'
import { type Answer, isRefusal } from '../http/answer.ts'
import { matchRoute } from '../http/match-route.ts'
import { readBody } from '../http/read-body.ts'
import { sendAnswer } from '../http/send-answer.ts'
import type { SandboxState } from '../sandbox-state.ts'
import type { AkamaiRoute } from './akamai-call.ts'
import { answerCall } from './answer-call.ts'

const routes: readonly AkamaiRoute[] = [...edgeKvRoutes, ...edgeWorkersRoutes]

/** Serves one request to Akamai's APIs, with whatever shall go wrong with it. */
export const serveAkamai = async (
  state: SandboxState,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> => {
  const { method = 'GET', url: target = '/' } = request
  const body = await readBody(request)
  const matched = matchRoute(routes, method, target.split('?')[0] ?? '/')
  const faults = state.faults.fire(method, target)
  const answer = await answerOrFault(state, request, body, matched, faults)
  const pattern = typeof matched === 'object' ? matched.route.pattern : 'unknown'
  state.calls.count(`${method} ${pattern}`, answer === 'dropped' || isRefusal(answer))
  if (answer === 'dropped') {
    request.socket.destroy()
    return
  }
  if (await isAnswerLost(request, faults)) request.socket.destroy()
  else sendAnswer(response, answer)
}

type Matched = ReturnType<typeof matchRoute<AkamaiRoute>>

const answerOrFault = async (
  state: SandboxState,
  request: IncomingMessage,
  body: Buffer | 'too-large',
  matched: Matched,
  faults: readonly FaultRule[],
): Promise<Answer | 'dropped'> => {
  const early = await faultBefore(state, request, faults)
  if (early !== undefined) return early
  if (body === 'too-large') return gatewayProblem('resource-impl/forward-origin-error', urlOf(request), undefined, 413)
  return answerCall(state, request, body, matched)
}

const urlOf = (request: IncomingMessage) => ({
  method: request.method ?? 'GET',
  url: `https://${request.headers.host ?? 'localhost'}${request.url ?? '/'}`,
})

const faultBefore = async (
  state: SandboxState,
  request: IncomingMessage,
  faults: readonly FaultRule[],
): Promise<Answer | 'dropped' | undefined> => {
  if (state.weather.latencyMs > 0) await sleep(state.weather.latencyMs)
  for (const fault of faults) {
    if (fault.action === 'delay' && fault.when === 'before') await sleep(fault.ms)
    if (fault.action === 'drop-before') return 'dropped'
    if (fault.action === 'status') return failed(request, fault.status, fault.retryAfter)
    if (fault.action === 'kill' && fault.when === 'before') {
      killClient(request)
      return 'dropped'
    }
  }
  const unlucky = Math.random() < state.weather.errorRate
  return unlucky ? failed(request, state.weather.errorStatus, undefined) : undefined
}

const failed = (request: IncomingMessage, status: number, retryAfter: number | undefined): Answer => {
  const answer = gatewayProblem('resource-impl/forward-origin-error', urlOf(request), undefined, status)
  if (retryAfter === undefined) return answer
  return { ...answer, headers: { ...answer.headers, 'retry-after': String(retryAfter) } }
}

const isAnswerLost = async (request: IncomingMessage, faults: readonly FaultRule[]): Promise<boolean> => {
  for (const fault of faults) {
    if (fault.action === 'delay' && fault.when === 'after') await sleep(fault.ms)
    if (fault.action === 'lose-answer') return true
    if (fault.action === 'kill' && fault.when === 'after') {
      killClient(request)
      return true
    }
  }
  return false
}
