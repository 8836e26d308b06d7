import { randomBytes } from 'node:crypto'
import type { Network } from '../world/world.ts'

/** One API client as Akamai's Control Center issues it; it may act on `networks` only. */
export interface ApiClient {
  readonly section: string
  readonly user: string
  readonly networks: readonly Network[]
  readonly clientToken: string
  readonly clientSecret: string
  readonly accessToken: string
}

const word = (bytes: number): string => randomBytes(bytes).toString('hex')

const createClient = (section: string, networks: readonly Network[]): ApiClient => ({
  section,
  user: `api-${section}`,
  networks,
  clientToken: `akab-client-${word(10)}`,
  clientSecret: randomBytes(32).toString('base64'),
  accessToken: `akab-access-${word(10)}`,
})

/** `default` may do everything, `staging-only` acts on STAGING alone. */
export const createApiClients = (): readonly ApiClient[] => [
  createClient('default', ['STAGING', 'PRODUCTION']),
  createClient('staging-only', ['STAGING']),
]

export const edgercOf = (clients: readonly ApiClient[], host: string): string =>
  clients
    .map((client) =>
      [
        `[${client.section}]`,
        `client_secret = ${client.clientSecret}`,
        `host = ${host}`,
        `access_token = ${client.accessToken}`,
        `client_token = ${client.clientToken}`,
        '',
      ].join('\n'),
    )
    .join('\n')
