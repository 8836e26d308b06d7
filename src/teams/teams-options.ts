/** How to reach Microsoft; every address but `appId` and `tenantId` has Microsoft's own as its default. */
export interface TeamsOptions {
  readonly appId: string
  readonly tenantId: string
  /** A client secret; without one the managed identity is used. */
  readonly appPassword?: string
  readonly openIdUrl?: string
  readonly loginUrl?: string
  readonly graphUrl?: string
  /** Service URLs allowed besides Microsoft's own, by origin. */
  readonly serviceUrls: readonly string[]
  /** No authentication at all; the port must be bound to loopback. */
  readonly insecureLocal: boolean
  /** How requests go out. */
  readonly fetch: typeof fetch
}

export const openIdUrlOf = ({ openIdUrl }: TeamsOptions): string =>
  openIdUrl ?? 'https://login.botframework.com/v1/.well-known/openidconfiguration'

export const trimSlash = (url: string): string => url.replace(/\/+$/, '')

const microsofts = /^(?:[a-z0-9-]+\.)*(?:botframework\.com|teams\.microsoft\.com|trafficmanager\.net)$/

/** Whether a service URL may be called with our token: Microsoft's by https, or one that the operator named. */
export const isAllowedServiceUrl = (url: string, { serviceUrls }: Pick<TeamsOptions, 'serviceUrls'>): boolean => {
  if (!URL.canParse(url)) return false
  const { protocol, hostname, origin } = new URL(url)
  if (serviceUrls.some((allowed) => URL.canParse(allowed) && new URL(allowed).origin === origin)) return true
  if (protocol !== 'https:' || !microsofts.test(hostname)) return false
  // Anybody can have a name under trafficmanager.net; this one is Microsoft's.
  return !hostname.endsWith('trafficmanager.net') || hostname === 'smba.trafficmanager.net'
}
