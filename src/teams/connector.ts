import { setTimeout as wait } from 'node:timers/promises'
import { z } from 'zod'
import { isAllowedServiceUrl, type TeamsOptions, trimSlash } from './teams-options.ts'
import { connectorScope, type TeamsTokens } from './teams-tokens.ts'

/** What the connector answered. `lost`: no answer, or one that leaves open whether it was done. */
export type Answered =
  | { readonly kind: 'ok'; readonly id: string | undefined }
  | { readonly kind: 'limited'; readonly afterMs: number }
  | { readonly kind: 'lost' }
  | { readonly kind: 'said'; readonly status: number; readonly code: string }

export interface Call {
  readonly serviceUrl: string
  readonly method: 'POST' | 'PUT'
  /** After `/v3/conversations`, its parts already encoded. */
  readonly path: string
  readonly body: unknown
}

const created = z.looseObject({ id: z.string().optional() })
const refused = z.looseObject({ error: z.looseObject({ code: z.string().max(200) }) })

const tries = 4
const longestWaitMs = 3_000

const parsed = (text: string): unknown => {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

const retryAfterMs = (headers: Headers): number => {
  const seconds = Number(headers.get('retry-after') ?? 2)
  return Number.isFinite(seconds) ? Math.min(Math.max(seconds * 1_000, 500), 300_000) : 2_000
}

const once = async (options: TeamsOptions, tokens: TeamsTokens, call: Call): Promise<Answered> => {
  const authorization = options.insecureLocal ? {} : { authorization: `Bearer ${await tokens(connectorScope)}` }
  try {
    const answer = await options.fetch(`${trimSlash(call.serviceUrl)}/v3/conversations${call.path}`, {
      method: call.method,
      headers: { 'content-type': 'application/json', ...authorization },
      body: JSON.stringify(call.body),
      redirect: 'error',
      signal: AbortSignal.timeout(10_000),
    })
    const body = parsed((await answer.text()).slice(0, 100_000))
    if (answer.ok) return { kind: 'ok', id: created.safeParse(body).data?.id }
    if (answer.status === 429) return { kind: 'limited', afterMs: retryAfterMs(answer.headers) }
    if (answer.status >= 500) return { kind: 'lost' }
    return {
      kind: 'said',
      status: answer.status,
      code: refused.safeParse(body).data?.error.code ?? `http ${answer.status}`,
    }
  } catch {
    return { kind: 'lost' }
  }
}

/** A 412 did nothing; a lost edit is harmless to repeat; a lost post is not, because nothing can find it again. */
const mayRepeat = (call: Call, answer: Answered): boolean => {
  if (answer.kind === 'said') return answer.status === 412
  if (answer.kind === 'limited') return answer.afterMs <= longestWaitMs
  return answer.kind === 'lost' && call.method === 'PUT'
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
      if (attempt >= tries || !mayRepeat(call, answer)) return answer
      await wait(waitMs(answer, attempt))
    }
  }
export type Connector = ReturnType<typeof createConnector>
