import type { Secret } from '../core/token/secret.ts'

export interface RedisSettings {
  /** May hold a password. */
  readonly url: Secret
  /** `host:port` of the url, for people. */
  readonly address: string
  readonly caFile?: string
  readonly sentinels?: { readonly name: string; readonly nodes: readonly { host: string; port: number }[] }
  readonly cluster: boolean
  /** New rotations start although Redis keeps nothing on disk. */
  readonly allowVolatile: boolean
}

/** HTTP with a signing secret, or Socket Mode with an app token (which wins). */
export interface SlackSettings {
  readonly botToken: Secret
  readonly signingSecret?: Secret
  readonly appToken?: Secret
  readonly apiUrl?: string
  /** Between two edits of one message; absent: as Slack wants it. Set by tests alone, for the sandbox. */
  readonly everyEditMs?: number
}

export interface TeamsSettings {
  readonly appId: string
  readonly appPassword?: Secret
  readonly tenantId: string
  readonly appType: 'SingleTenant' | 'UserAssignedMSI'
  readonly openIdUrl?: string
  readonly loginUrl?: string
  readonly graphUrl?: string
  readonly serviceUrls: readonly string[]
  /** No authentication: the port is bound to loopback alone. */
  readonly insecureLocal: boolean
}

/** How fast workers notice each other's death. Milliseconds of wall time. */
export interface WorkerTimes {
  readonly heartbeatMs: number
  readonly heartbeatTtlMs: number
  readonly absenceAfterMs: number
  readonly lockMs: number
  readonly stalledMs: number
  readonly reconcileMs: number
}

/** What the environment says. Secrets come from here alone. */
export interface Environment {
  readonly redis: RedisSettings
  readonly slack?: SlackSettings
  readonly teams?: TeamsSettings
  readonly akamai: { readonly edgercPath: string; readonly baseUrl?: string }
  readonly http: { readonly port: number; readonly host?: string }
  readonly outgoing: { readonly httpsProxy?: Secret; readonly noProxy?: string; readonly extraCaFile?: string }
  readonly notificationsSecret?: Secret
  readonly pagerDutyRoutingKey?: Secret
  /** Another receiver of Events v2: PagerDuty's in the EU, or one that speaks the same form. */
  readonly pagerDutyEventsUrl?: string
  readonly heartbeatUrl?: Secret
  readonly auditAnchorUrl?: Secret
  /** The sandbox's clock. */
  readonly clockUrl?: string
  /** For tests, and against the sandbox alone: works without this. */
  readonly testWithout?: 'reconciler' | 'fence' | 'teams-rates'
  readonly logLevel: 'debug' | 'info' | 'warn' | 'error'
  readonly workerTimes: WorkerTimes
}
