import type { TeamsSandbox } from '../../../src/sandbox/teams/teams-sandbox.ts'

export interface Said {
  readonly status: number
  readonly retryAfter: string | null
  readonly json: unknown
}

/** A client of the test's own for what the sandbox's Teams serves to bots. */
export interface ConnectorCaller {
  /** Asks for a token, with whatever is changed in a right request. */
  signIn(change?: Readonly<Record<string, string>>, tenant?: string): Promise<Said>
  /** Calls with that token. */
  call(method: string, path: string, body?: unknown): Promise<Said>
}

const said = async (response: Response): Promise<Said> => ({
  status: response.status,
  retryAfter: response.headers.get('retry-after'),
  json: await response.json(),
})

export const connectorCaller = (teams: TeamsSandbox): ConnectorCaller => {
  let token = ''
  const form = {
    grant_type: 'client_credentials',
    client_id: teams.appId,
    client_secret: teams.appPassword,
    scope: 'https://api.botframework.com/.default',
  }
  return {
    signIn: async (change = {}, tenant = teams.tenantId) => {
      const body = new URLSearchParams({ ...form, ...change })
      const answer = await said(await fetch(`${teams.url}/${tenant}/oauth2/v2.0/token`, { method: 'POST', body }))
      const { access_token: given } = answer.json as { access_token?: string }
      token = given ?? token
      return answer
    },
    call: async (method, path, body) =>
      said(
        await fetch(`${teams.url}${path}`, {
          method,
          headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
          ...(body === undefined ? {} : { body: JSON.stringify(body) }),
        }),
      ),
  }
}
