import type { Network } from '../token/network.ts'
import { type Permission, permissions } from '../token/scope.ts'
import type { Secret } from '../token/secret.ts'
import { namespacePrefix } from './namespace-key.ts'
import type { TokenClaims } from './token-claims.ts'

type Payload = Readonly<Record<string, unknown>>

const longestValue = 16_384
const latestTime = 8.64e15

const payloadOf = (value: string): Payload | undefined => {
  const parts = value.split('.')
  if (value.length > longestValue || parts.length !== 3) return undefined
  try {
    const read: unknown = JSON.parse(Buffer.from(parts[1] ?? '', 'base64url').toString('utf8'))
    return typeof read === 'object' && read !== null && !Array.isArray(read) ? { ...read } : undefined
  } catch {
    return undefined
  }
}

const texts = (claim: unknown): readonly string[] => {
  const list = typeof claim === 'string' ? claim.split(',') : Array.isArray(claim) ? claim : []
  return list.filter((item) => typeof item === 'string' || typeof item === 'number').map((item) => String(item).trim())
}

/** Permissions come as a list or as one text such as `rw`. */
const rightsOf = (claim: unknown): readonly Permission[] => {
  const letters = typeof claim === 'string' ? [...claim] : texts(claim)
  return permissions.filter((right) => letters.includes(right))
}

const networksOf = (claim: unknown): readonly Network[] => {
  const letters = texts(claim)
  return [
    ...(letters.includes('s') ? ['STAGING' as const] : []),
    ...(letters.includes('p') ? ['PRODUCTION' as const] : []),
  ]
}

/** No list and the word `all` mean every EdgeWorker. */
const edgeWorkerIdsOf = (claim: unknown): readonly string[] => {
  const ids = texts(claim).filter((id) => id !== '')
  return ids.includes('all') ? [] : ids
}

/** JWT times are seconds; ours are ms. */
const timeOf = (claim: unknown): number | undefined =>
  typeof claim === 'number' && Math.abs(claim) * 1000 <= latestTime ? claim * 1000 : undefined

/**
 * Scope and dates that an expiring token's value claims (names as Akamai's own tools read them: `env`, `ewids`, `cpc`,
 * `exp`, `iat`, and `namespace-<name>`). The signature is not checked. Undefined when the value is no JWT.
 */
export const readClaims = (value: Secret): TokenClaims | undefined => {
  const payload = payloadOf(value.reveal())
  if (payload === undefined) return undefined
  const namespaces = Object.entries(payload)
    .filter(([claim]) => claim.startsWith(namespacePrefix))
    .map(([claim, rights]) => [claim.slice(namespacePrefix.length), rightsOf(rights)] as const)
  const cpc = payload['cpc']
  const expiresAt = timeOf(payload['exp'])
  const issuedAt = timeOf(payload['iat'])
  return {
    scope: {
      namespaces: Object.fromEntries(namespaces),
      networks: networksOf(payload['env']),
      edgeWorkerIds: edgeWorkerIdsOf(payload['ewids']),
    },
    ...(expiresAt === undefined ? {} : { expiresAt }),
    ...(issuedAt === undefined ? {} : { issuedAt }),
    ...(typeof cpc === 'string' || typeof cpc === 'number' ? { cpCode: String(cpc) } : {}),
  }
}
