import type { QuotaKind } from '../../core/ports/quota.ts'

/** One request to Akamai, before it is signed. */
export interface Call {
  /** For people, as in "Akamai answered 403 to …": `create token mkt_token1`. */
  readonly what: string
  readonly method: 'GET' | 'POST' | 'DELETE'
  /** Without query; every segment from outside goes through `segment()`. */
  readonly path: string
  readonly query?: Readonly<Record<string, string>>
  readonly body?: string | Uint8Array
  readonly contentType?: 'application/json' | 'application/gzip'
  readonly accept: 'application/json' | 'application/gzip'
  /** False for calls that change nothing at Akamai although they are POSTs. */
  readonly changes: boolean
  /** The permission that the API client needs for it, for people. */
  readonly grant: string
  /** Which quota of ours it uses up. */
  readonly quota?: QuotaKind
  readonly timeoutMs?: number
  readonly maxBytes?: number
}

export interface Answer {
  readonly status: number
  readonly headers: Headers
  readonly bytes: Uint8Array
}
