import { readFileSync } from 'node:fs'
import { Cluster, Redis, type RedisOptions } from 'ioredis'
import type { Secret } from '../core/token/secret.ts'
import { RedisFailure } from './redis-failure.ts'

/** The code of a failure that is not Redis' own. */
export const unreadableCa = 'CA_FILE'

export type RedisConnection = Redis | Cluster

/** Where Redis is. Everything else follows from these. */
export interface RedisAddress {
  /** `redis://` or `rediss://`, with user, password and database where needed. */
  readonly url: Secret
  /** PEM of the authority that signed the server's certificate. Default: the system's. */
  readonly caFile?: string
  readonly sentinels?: {
    readonly name: string
    readonly nodes: readonly { readonly host: string; readonly port: number }[]
  }
  /** The url names one node of a cluster. Default: false. */
  readonly cluster?: boolean
}

/** What one server and the nodes of a cluster are told alike. */
type Common = Pick<
  RedisOptions,
  | 'maxRetriesPerRequest'
  | 'socketTimeout'
  | 'connectTimeout'
  | 'maxLoadingRetryTime'
  | 'tls'
  | 'username'
  | 'password'
  | 'connectionName'
>

export interface ConnectionUse {
  /** `command`: fails fast, for everything of ours. `blocking`: waits for ever, as BullMQ demands. */
  readonly role: 'command' | 'blocking'
}

/** A lost connection is tried again this often, so that a worker's heartbeat outlives a short break. */
const reconnectMs = (): number => 100 + Math.floor(Math.random() * 100)

const byRole = (role: ConnectionUse['role']): Common =>
  role === 'command'
    ? { maxRetriesPerRequest: 4, socketTimeout: 4_000, connectTimeout: 1_500, maxLoadingRetryTime: 300 }
    : { maxRetriesPerRequest: null, socketTimeout: 30_000, connectTimeout: 5_000, maxLoadingRetryTime: 300 }

const readCa = (path: string): Buffer => {
  try {
    return readFileSync(path)
  } catch {
    throw new RedisFailure(
      `REDIS_CA_FILE names ${path}, which cannot be read. Correct the path, or let this user read it.`,
      {
        who: 'operator',
        maybeDone: false,
        code: unreadableCa,
      },
    )
  }
}

const tlsOf = (url: URL, caFile: string | undefined): Common =>
  url.protocol === 'rediss:' ? { tls: caFile === undefined ? {} : { ca: readCa(caFile) } } : {}

const loginOf = (url: URL): Common => ({
  ...(url.username === '' ? {} : { username: decodeURIComponent(url.username) }),
  ...(url.password === '' ? {} : { password: decodeURIComponent(url.password) }),
})

const databaseOf = (url: URL): Pick<RedisOptions, 'db'> =>
  /^\/\d+$/.test(url.pathname) ? { db: Number(url.pathname.slice(1)) } : {}

const hostOf = (url: URL) => ({ host: url.hostname.replace(/^\[(.*)\]$/, '$1'), port: Number(url.port || 6379) })

/** After a failover a managed Redis may leave us connected to what is now a replica. */
const isReplicaNow = (error: Error): 2 | false => (error.message.startsWith('READONLY') ? 2 : false)

const common = (url: URL, address: RedisAddress, role: ConnectionUse['role']): Common => ({
  ...byRole(role),
  ...tlsOf(url, address.caFile),
  ...loginOf(url),
  connectionName: `edgekv-chatops-${role}`,
})

const open = (address: RedisAddress, role: ConnectionUse['role']): RedisConnection => {
  const url = new URL(address.url.reveal())
  const options = common(url, address, role)
  if (address.cluster === true)
    return new Cluster([hostOf(url)], {
      redisOptions: options,
      clusterRetryStrategy: reconnectMs,
      // A managed cluster's certificate is for the names that it announces, not for their addresses.
      dnsLookup: (host, done) => done(null, host),
    })
  const single = { ...options, ...databaseOf(url), retryStrategy: reconnectMs, reconnectOnError: isReplicaNow }
  if (address.sentinels === undefined) return new Redis({ ...single, ...hostOf(url) })
  const { name, nodes } = address.sentinels
  return new Redis({ ...single, name, sentinels: nodes.map((node) => ({ ...node })), failoverDetector: true })
}

/**
 * Connects, and stays so until `disconnect()`. Gives at once: what is asked before waits for the connection. Throws a
 * `RedisFailure` when the certificate's file cannot be read.
 */
export const connectRedis = (address: RedisAddress, { role }: ConnectionUse): RedisConnection => {
  const connection = open(address, role)
  // Without a listener ioredis prints each failed attempt; whoever asks gets a `RedisFailure`.
  connection.on('error', () => undefined)
  return connection
}
