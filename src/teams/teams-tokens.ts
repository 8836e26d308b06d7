import { JwtTokenProviderFactory } from 'botframework-connector'
import { z } from 'zod'
import { parseJson } from './parse-json.ts'
import { SignInRefused } from './sign-in-refused.ts'
import { type TeamsOptions, trimSlash } from './teams-options.ts'

const granted = z.object({ access_token: z.string().min(1), expires_in: z.coerce.number().positive() })

const refused = z.looseObject({ error_codes: z.array(z.number()) })

export const connectorScope = 'https://api.botframework.com/.default'
export const graphScope = 'https://graph.microsoft.com/.default'

interface Held {
  readonly token: string
  readonly until: number
}

/** Only the number: the text may repeat what we sent. */
const codeOf = async (answer: Response): Promise<number | undefined> =>
  refused.safeParse(parseJson(await answer.text())).data?.error_codes[0]

const bySecret = async (options: TeamsOptions, secret: string, scope: string): Promise<Held> => {
  const login = trimSlash(options.loginUrl ?? 'https://login.microsoftonline.com')
  const form = { grant_type: 'client_credentials', client_id: options.appId, client_secret: secret, scope }
  const answer = await options.fetch(`${login}/${encodeURIComponent(options.tenantId)}/oauth2/v2.0/token`, {
    method: 'POST',
    body: new URLSearchParams(form),
    redirect: 'error',
    signal: AbortSignal.timeout(10_000),
  })
  if (!answer.ok) throw new SignInRefused(answer.status, await codeOf(answer))
  const { access_token: token, expires_in: seconds } = granted.parse(await answer.json())
  return { token, until: Date.now() + (seconds - 300) * 1_000 }
}

/** The managed identity of the machine, by Microsoft's own library. */
const byIdentity = async ({ appId }: TeamsOptions, scope: string): Promise<Held> => {
  const got = await new JwtTokenProviderFactory().createAzureServiceTokenProvider(appId).getToken(scope)
  if (got === null) throw new Error('the managed identity gave no token')
  return { token: got.token, until: got.expiresOnTimestamp - 300_000 }
}

/**
 * Our own tokens by scope, kept until five minutes before they expire. `get` throws when none is to be had, a `SignInRefused`
 * where Microsoft says no.
 */
export const createTeamsTokens = (options: TeamsOptions) => {
  const held = new Map<string, Held>()
  const get = async (scope: string): Promise<string> => {
    const before = held.get(scope)
    if (before !== undefined && before.until > Date.now()) return before.token
    const { appPassword } = options
    const got = await (appPassword === undefined ? byIdentity(options, scope) : bySecret(options, appPassword, scope))
    held.set(scope, got)
    return got.token
  }
  return {
    get,
    /** Microsoft refused it. */
    forget: (scope: string): void => void held.delete(scope),
  }
}
export type TeamsTokens = ReturnType<typeof createTeamsTokens>
