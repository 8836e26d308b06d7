import { decodeProtectedHeader, importJWK, jwtVerify } from 'jose'
import { createSigningKeys, type SigningKey } from './signing-keys.ts'
import type { TeamsOptions } from './teams-options.ts'

/** What a valid token says. `endorsements`: the channels that its key may speak for. */
export interface Bearer {
  readonly endorsements: readonly string[]
  readonly serviceUrl?: string
}

const issuer = 'https://api.botframework.com'
const algorithms = ['RS256', 'RS384', 'RS512']
const skewSeconds = 300

const headerOf = (token: string) => {
  try {
    return decodeProtectedHeader(token)
  } catch {
    return undefined
  }
}

const verify = async (token: string, key: SigningKey, alg: string, audience: string): Promise<Bearer | undefined> => {
  try {
    const { kty, n, e } = key
    const imported = await importJWK({ kty, n: String(n), e: String(e) }, alg)
    const rules = { issuer, audience, algorithms, clockTolerance: skewSeconds, requiredClaims: ['exp'] }
    const { payload } = await jwtVerify(token, imported, rules)
    const serviceUrl = payload['serviceurl'] ?? payload['serviceUrl']
    return { endorsements: key.endorsements ?? [], ...(typeof serviceUrl === 'string' ? { serviceUrl } : {}) }
  } catch {
    return undefined
  }
}

/**
 * Checks the connector's token: signature by a published key, issuer, audience, not expired by more than five minutes.
 * Undefined for anything else. Throws when the keys cannot be read.
 */
export const createBearerCheck = (options: TeamsOptions) => {
  const keyOf = createSigningKeys(options)
  return async (authorization: string | undefined): Promise<Bearer | undefined> => {
    const token = /^Bearer ([\w.-]{20,8000})$/.exec(authorization ?? '')?.[1]
    const header = token === undefined ? undefined : headerOf(token)
    const { kid, alg } = header ?? {}
    if (token === undefined || kid === undefined || alg === undefined || !algorithms.includes(alg)) return undefined
    const key = await keyOf(kid)
    return key === undefined ? undefined : verify(token, key, alg, options.appId)
  }
}
