import { generateKeyPairSync, type KeyObject, sign } from 'node:crypto'
import type { Network } from './world.ts'

export interface JwtOrder {
  readonly name: string
  readonly uuid: string
  readonly issuedAt: number
  readonly diesAt: number
  readonly networks: readonly Network[]
  readonly permissions: Readonly<Record<string, readonly string[]>>
  readonly restrictTo: readonly string[] | undefined
  readonly cpcode: string
}

let key: KeyObject | undefined

const signingKey = (): KeyObject => {
  key ??= generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey
  return key
}

const part = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url')

/** The value of an expiring token: an RS256 JWT with the claims that Akamai's own tools read. */
export const mintJwt = (order: JwtOrder): string => {
  const namespaces = Object.entries(order.permissions).map(([name, letters]) => [`namespace-${name}`, letters])
  const claims = {
    iss: 'edgekv-sandbox',
    sub: order.name,
    jti: order.uuid,
    iat: Math.floor(order.issuedAt / 1000),
    exp: Math.floor(order.diesAt / 1000) - 1,
    env: order.networks.map((network) => (network === 'STAGING' ? 's' : 'p')),
    ...(order.restrictTo === undefined ? {} : { ewids: order.restrictTo }),
    cpc: order.cpcode,
    ...Object.fromEntries(namespaces),
  }
  const text = `${part({ alg: 'RS256', typ: 'JWT' })}.${part(claims)}`
  return `${text}.${sign('RSA-SHA256', Buffer.from(text), signingKey()).toString('base64url')}`
}
