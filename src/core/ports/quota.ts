import type { Network } from '../token/network.ts'

/** The activations of one account within a day of UTC, both networks together. */
export interface ActivationsToday {
  readonly left: number
  /** How many a day has; what Akamai publishes, until it has told the account's own. */
  readonly perDay: number
}

export type QuotaKind = 'upload' | `activation:${Network}`

/** What Akamai said of a quota. `per`: of which limit; default: the day's when it resets in more than two minutes, else the minute's. */
export interface QuotaSaid {
  readonly remaining?: number
  readonly limit?: number
  readonly resetMs?: number
  readonly per?: 'minute' | 'day'
}

/** Akamai's quotas per account, shared by every worker, on the clock port. Restoring and retries take slots first. */
export interface Quota {
  take(account: string, kind: QuotaKind, urgent: boolean): Promise<{ ok: true } | { ok: false; retryAt: number }>
  /** As far as known. */
  activationsToday(account: string): Promise<ActivationsToday>
  /** Corrects our count by what the headers of one answer, `GET /limits` or a 429 (`remaining: 0`) said. */
  observe(account: string, kind: QuotaKind, said: readonly QuotaSaid[]): Promise<void>
}
