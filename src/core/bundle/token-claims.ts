import type { Scope } from '../token/scope.ts'

/** What an expiring token's value says of itself; not verified, for showing only. Times in ms since 1970. */
export interface TokenClaims {
  readonly scope: Scope
  readonly expiresAt?: number
  readonly issuedAt?: number
  readonly cpCode?: string
}
