import { z } from 'zod'
import type { Network } from '../../core/token/network.ts'
import type { Scope } from '../../core/token/scope.ts'
import { text } from '../lenient.ts'
import { edgeWorkerIds, rights } from './scope-parts.ts'

const claims = z.record(z.string(), z.unknown())

const environments: Readonly<Record<string, Network>> = { s: 'STAGING', p: 'PRODUCTION' }

const networksOf = (env: unknown): readonly Network[] => {
  const letters = z.array(z.string()).catch([]).parse(env)
  return letters.flatMap((letter) => environments[letter] ?? [])
}

const ewids = z
  .union([text.transform((ids) => ids.split(',').map((id) => id.trim())), z.array(text)])
  .nullish()
  .transform(edgeWorkerIds)

const payloadOf = (value: string): unknown => {
  try {
    return JSON.parse(Buffer.from(value.split('.')[1] ?? '', 'base64url').toString('utf8'))
  } catch {
    return undefined
  }
}

/**
 * The scope that an expiring token's value claims: `env` (`s`, `p`), `ewids`, and one `namespace-<name>` each
 * (`akamai.md` §1.3). Undefined when the value is no JWT or names no namespace. The signature is not checked.
 */
export const scopeOfClaims = (value: string): Scope | undefined => {
  const payload = claims.safeParse(payloadOf(value))
  if (!payload.success) return undefined
  const prefix = 'namespace-'
  const namespaces = Object.entries(payload.data)
    .filter(([claim]) => claim.startsWith(prefix))
    .map(([claim, permissions]) => [claim.slice(prefix.length), rights.safeParse(permissions).data ?? []] as const)
  const ids = ewids.safeParse(payload.data['ewids'])
  if (namespaces.length === 0 || !ids.success) return undefined
  return {
    namespaces: Object.fromEntries(namespaces),
    networks: networksOf(payload.data['env']),
    edgeWorkerIds: ids.data,
  }
}
