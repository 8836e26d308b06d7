import { setTimeout as wait } from 'node:timers/promises'
import { z } from 'zod'
import { parseJson } from './parse-json.ts'
import { isAllowedServiceUrl, type TeamsOptions, trimSlash } from './teams-options.ts'
import { connectorScope, type TeamsTokens } from './teams-tokens.ts'

/** What the connector answered. `lost`: no answer, or one that leaves open whether it was done. */
export type Answered =
  | { readonly kind: 'ok'; readonly id: string | undefined; readonly body: unknown }
  | { readonly kind: 'limited'; readonly afterMs: number }
  | { readonly kind: 'lost' }
  | { readonly kind: 'said'; readonly status: number; readonly code: string }

export interface Call {
  readonly serviceUrl: string
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE'
  /** After `/v3/conversations`, its parts already encoded. */
  readonly path: string
  readonly body?: unknown
}

const created = z.looseObject({ id: z.string().optional() })
const refused = z.looseObject({ error: z.looseObject({ code: z.string().max(200) }) })

const tries = 4
const longestWaitMs = 3_000

const retryAfterMs = (headers: Headers): number => {
  const seconds = Number(headers.get('retry-after') ?? 2)
  return Number.isFinite(seconds) ? Math.min(Math.max(seconds * 1_000, 500), 300_000) : 2_000
}

const authorizationOf = async ({ insecureLocal }: TeamsOptions, tokens: TeamsTokens) =>
  insecureLocal ? {} : { authorization: `Bearer ${await tokens.get(connectorScope)}` }

const read = async (answer: Response): Promise<Answered> => {
  const body = parseJson((await answer.text()).slice(0, 100_000))
  if (answer.ok) return { kind: 'ok', id: created.safeParse(body).data?.id, body }
  if (answer.status === 429) return { kind: 'limited', afterMs: retryAfterMs(answer.headers) }
  if (answer.status >= 500) return { kind: 'lost' }
  const code = refused.safeParse(body).data?.error.code ?? `http ${answer.status}`
  return { kind: 'said', status: answer.status, code }
}

const once = async (options: TeamsOptions, tokens: TeamsTokens, call: Call): Promise<Answered> => {
  const authorization = await authorizationOf(options, tokens)
  try {
    const answer = await options.fetch(`${trimSlash(call.serviceUrl)}/v3/conversations${call.path}`, {
      method: call.method,
      headers: { 'content-type': 'application/json', ...authorization },
      ...(call.body === undefined ? {} : { body: JSON.stringify(call.body) }),
      redirect: 'error',
      signal: AbortSignal.timeout(10_000),
    })
    if (answer.status === 401) tokens.forget(connectorScope)
    return await read(answer)
  } catch {
    return { kind: 'lost' }
  }
}

/**
 * A 412 did nothing, and a 401 may mean that our token was taken back; whatever is lost is harmless to repeat, except for
 * a post, which would stand there twice.
 */
const mayRepeat = (call: Call, answer: Answered, attempt: number): boolean => {
  if (answer.kind === 'said') return answer.status === 412 || (answer.status === 401 && attempt === 1)
  if (answer.kind === 'limited') return answer.afterMs <= longestWaitMs
  return answer.kind === 'lost' && call.method !== 'POST'
}

const waitMs = (answer: Answered, attempt: number): number =>
  (answer.kind === 'limited' ? answer.afterMs : 200 * 2 ** attempt) * (1 + Math.random() * 0.5)

/**
 * The Bot Connector's REST interface. The SDK's own client sends a post up to four times after a 502, and has no messages
 * for one person alone. Throws only when we cannot sign in.
 */
export const createConnector =
  (options: TeamsOptions, tokens: TeamsTokens) =>
  async (call: Call): Promise<Answered> => {
    if (!isAllowedServiceUrl(call.serviceUrl, options))
      return { kind: 'said', status: 403, code: 'foreign service URL' }
    for (let attempt = 1; ; attempt += 1) {
      const answer = await once(options, tokens, call)
      if (attempt >= tries || !mayRepeat(call, answer, attempt)) return answer
      await wait(waitMs(answer, attempt))
    }
  }
export type Connector = ReturnType<typeof createConnector>
