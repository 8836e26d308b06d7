import type { Secret } from '../core/token/secret.ts'
import type { Outgoing } from './outgoing.ts'

/** What became of a call to one of the operator's own addresses. `why` is safe for a log: it never holds the address. */
export type Sent = { readonly ok: true } | { readonly ok: false; readonly why: string }

const timeoutMs = 10_000

const whyNot = (error: unknown): string => {
  const cause = error instanceof Error ? error.cause : undefined
  if (cause instanceof Error && 'code' in cause) return String(cause.code)
  return error instanceof Error && error.name === 'TimeoutError'
    ? `no answer within ${timeoutMs / 1_000} s`
    : 'no connection'
}

/** One call, a GET, or a POST where there is something to say. Answers of 2xx are good; redirects are not followed. */
export const send = async (url: Secret, { fetch }: Pick<Outgoing, 'fetch'>, body?: unknown): Promise<Sent> => {
  const post = { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }
  try {
    const response = await fetch(url.reveal(), {
      ...(body === undefined ? {} : post),
      redirect: 'manual',
      signal: AbortSignal.timeout(timeoutMs),
    })
    await response.body?.cancel()
    return response.ok ? { ok: true } : { ok: false, why: `status ${response.status}` }
  } catch (error) {
    return { ok: false, why: whyNot(error) }
  }
}
