import type { Network } from '../token/network.ts'

export type QuotaKind = 'upload' | `activation:${Network}`

/** Akamai's quotas per account, shared by every worker, on the clock port. Restoring and retries take slots first. */
export interface Quota {
  take(account: string, kind: QuotaKind, urgent: boolean): Promise<{ ok: true } | { ok: false; retryAt: number }>
  /** Activations that the account has left today, as far as known. */
  activationsLeft(account: string): Promise<number>
  /** Corrects our count by what Akamai's headers or a 429 said. */
  observe(
    account: string,
    kind: QuotaKind,
    seen: { remaining?: number; limit?: number; resetMs?: number },
  ): Promise<void>
}
