import { GraphRefused } from './graph-refused.ts'
import { type TeamsOptions, trimSlash } from './teams-options.ts'
import { graphScope, type TeamsTokens } from './teams-tokens.ts'

const parts = (base: string, path: string): URL => {
  const url = new URL(path, base)
  // A next page is named by its whole address; our token goes nowhere else.
  if (url.origin !== new URL(base).origin) throw new Error('Graph named an address of somebody else')
  return url
}

/**
 * Asks Microsoft Graph: POST with an order, GET without. Gives parsed JSON; throws for
 * any other answer than success, a `GraphRefused` where Graph did answer.
 */
export const createGraph = (options: TeamsOptions, tokens: TeamsTokens) => {
  const base = trimSlash(options.graphUrl ?? 'https://graph.microsoft.com')
  return async (path: string, order?: unknown): Promise<unknown> => {
    const answer = await options.fetch(parts(base, path), {
      method: order === undefined ? 'GET' : 'POST',
      headers: { authorization: `Bearer ${await tokens.get(graphScope)}`, 'content-type': 'application/json' },
      ...(order === undefined ? {} : { body: JSON.stringify(order) }),
      redirect: 'error',
      signal: AbortSignal.timeout(5_000),
    })
    if (answer.status === 401) tokens.forget(graphScope)
    if (!answer.ok) throw new GraphRefused(answer.status)
    return answer.json()
  }
}
