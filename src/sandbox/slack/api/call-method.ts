import type { JsonObject } from '../json.ts'
import { countCall } from '../pacing/count-call.ts'
import type { CallFault } from '../world/settings.ts'
import { record, type World, withoutToken } from '../world/world.ts'
import { checkToken } from './check-token.ts'
import { type Answer, limited, type Method, needScope, type Refused, refuse } from './method.ts'
import { methods } from './methods.ts'
import { takeRule } from './take-rule.ts'

export interface Response {
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  readonly body: JsonObject
  /** The connection is to be dropped instead of answering. */
  readonly lost: boolean
}

type Failure = Refused & { readonly status?: number }

const ordered = (world: World, name: string): Failure | undefined => {
  const { rule, left } = takeRule<CallFault>(world.state.settings.errors, name)
  world.state.settings = { ...world.state.settings, errors: left }
  if (rule === undefined) return undefined
  if (rule.status === 429) return limited(rule.retryAfter ?? 1)
  const status = rule.status === undefined ? {} : { status: rule.status }
  return { ...refuse(rule.error ?? 'internal_error'), ...status }
}

const tooMany = (world: World, name: string, method: Method): Refused | undefined => {
  const perMinute = world.state.settings.perMinute[name] ?? method.perMinute
  const wait = perMinute === undefined ? undefined : countCall(world, name, perMinute)
  return wait === undefined ? undefined : limited(wait)
}

const answerTo = (world: World, name: string, args: JsonObject, token: string | undefined): Answer | Failure => {
  const method = methods.get(name)
  if (method === undefined) return refuse('unknown_method')
  return (
    checkToken(method, token) ??
    (method.token === 'app' ? undefined : needScope(world, method.scopes)) ??
    ordered(world, name) ??
    tooMany(world, name, method) ??
    method.run({ world, args })
  )
}

const bodyOf = (answer: Answer): JsonObject => {
  if (answer.ok) {
    const warnings = answer.about?.warnings ?? []
    return { ok: true, ...answer.body, ...(warnings.length === 0 ? {} : { warning: warnings.join(',') }) }
  }
  const { error, more, messages } = answer
  return { ok: false, error, ...more, ...(messages === undefined ? {} : { response_metadata: { messages } }) }
}

const headersFor = (world: World, name: string, answer: Answer): Response['headers'] => ({
  'x-oauth-scopes': world.state.settings.scopes.join(','),
  'x-accepted-oauth-scopes': methods.get(name)?.scopes.join(',') ?? '',
  ...(!answer.ok && answer.retryAfter !== undefined ? { 'retry-after': String(answer.retryAfter) } : {}),
})

const statusOf = (answer: Answer | Failure): number => {
  if (answer.ok) return 200
  return 'status' in answer && answer.status !== undefined ? answer.status : answer.retryAfter === undefined ? 200 : 429
}

const isLost = (world: World, name: string): boolean => {
  const { rule, left } = takeRule(world.state.settings.loseAnswers, name)
  world.state.settings = { ...world.state.settings, loseAnswers: left }
  return rule !== undefined
}

/** Carries out one call of the Web API, as strictly as Slack does, and writes it to the log of effects. */
export const callMethod = (world: World, name: string, args: JsonObject, token: string | undefined): Response => {
  const answer = answerTo(world, name, args, token)
  const status = statusOf(answer)
  const lost = answer.ok && isLost(world, name)
  const { warnings = [], ...about } = answer.ok ? (answer.about ?? {}) : {}
  const outcome = answer.ok ? (lost ? 'ok, answer lost' : 'ok') : answer.error
  record(world, { kind: 'call', name, outcome, status, ...about, sent: withoutToken(args), warnings })
  return { status, headers: headersFor(world, name, answer), body: bodyOf(answer), lost }
}
