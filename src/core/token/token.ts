import type { Scope } from './scope.ts'

/** *expiring*: a JWT `value` with a real expiry. *auto-refreshing*: a `reference`, expiry 9999-12-31. */
export type Generation = 'expiring' | 'auto-refreshing'

/** Akamai's `tokenActivationStatus`; absent on older tokens; other values pass as they are. */
export type TokenActivationStatus = 'IN_PROGRESS' | 'COMPLETE' | 'ERROR' | (string & {})

/** One row of Akamai's token list. Dates are `YYYY-MM-DD`, UTC. */
export interface TokenRow {
  readonly name: string
  readonly uuid: string
  readonly expiry: string
  readonly issueDate?: string
  readonly latestRefreshDate?: string
  readonly nextScheduledRefreshDate?: string
  readonly activationStatus?: TokenActivationStatus
}

/** A token with its scope, as the single-token call tells it. `fingerprint` (expiring ones): see fingerprint.ts. */
export interface Token extends TokenRow {
  readonly scope: Scope
  readonly fingerprint?: string
}

/** Tokens made since the switch-over carry the year 9999 (`akamai.md` §0). */
export const generationOf = (token: Pick<TokenRow, 'expiry'>): Generation =>
  token.expiry.startsWith('9999') ? 'auto-refreshing' : 'expiring'
