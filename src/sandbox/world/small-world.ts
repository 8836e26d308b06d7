import { dateOf, dayMs } from '../clock/dates.ts'
import type { TokenFileStyle } from './token-file-styles.ts'
import type { AccountSeed, EdgeWorkerSeed, TokenSeed, VersionSeed, WorldSeed } from './world-types.ts'

/** `YYYY-MM-DD`, so many days from now. */
export const inDays = (now: number, days: number): string => dateOf(now + days * dayMs)

/** A version whose bundle uses one token in one or more namespaces. */
export const versionUsing = (
  version: string,
  token: string,
  namespaces: readonly string[],
  style: TokenFileStyle = 'canonical',
): VersionSeed => ({
  version,
  tokenFile: { style, entries: namespaces.map((namespace) => ({ namespace, token })) },
})

export interface UsingOrder {
  readonly id: number
  readonly token: string
  readonly namespace?: string
  readonly groupId?: number
  readonly version?: string
  readonly style?: TokenFileStyle
  readonly networks?: readonly ('STAGING' | 'PRODUCTION')[]
}

/** An EdgeWorker with one version that uses the token, active on the networks (both by default). */
export const edgeWorkerUsing = (order: UsingOrder): EdgeWorkerSeed => {
  const version = order.version ?? '1.0'
  const on = order.networks ?? ['STAGING', 'PRODUCTION']
  return {
    id: order.id,
    name: `edge-worker-${order.id}`,
    groupId: order.groupId ?? 101,
    versions: [versionUsing(version, order.token, [order.namespace ?? 'marketing'], order.style)],
    active: Object.fromEntries(on.map((network) => [network, version])),
    properties: [{ propertyName: `www-${order.id}.example.com`, stagingVersion: 2, productionVersion: 1 }],
  }
}

/** An expiring token for `marketing`, readable, on both networks. */
export const expiringToken = (name: string, expiry: string, more: Partial<TokenSeed> = {}): TokenSeed => ({
  name,
  generation: 'expiring',
  expiry,
  permissions: { marketing: ['r'] },
  ...more,
})

/** A token of today's kind for `marketing`, readable, on both networks. */
export const refreshingToken = (name: string, more: Partial<TokenSeed> = {}): TokenSeed => ({
  name,
  generation: 'auto-refreshing',
  permissions: { marketing: ['r'] },
  ...more,
})

/** A world with the account `acme`, one group and the namespaces `marketing` and `default`, for tests. */
export const smallWorld = (account: Partial<AccountSeed>): WorldSeed => ({
  accounts: [
    {
      name: 'acme',
      groups: [{ groupId: 101, groupName: 'Marketing' }],
      namespaces: [{ name: 'marketing', groupId: 101 }, { name: 'default' }],
      ...account,
    },
  ],
})
