import type { Network } from '../token/network.ts'
import type { Scope } from '../token/scope.ts'
import type { Secret } from '../token/secret.ts'
import type { Token, TokenRow } from '../token/token.ts'

export type TokenLookup =
  | { readonly kind: 'found'; readonly token: Token; readonly value?: Secret }
  | { readonly kind: 'absent' }
  | { readonly kind: 'expired' }

export interface TokenOrder {
  readonly name: string
  readonly scope: Scope
  /** `YYYY-MM-DD`; only for accounts that issue expiring tokens. */
  readonly expiry?: string
}

export interface Namespace {
  readonly name: string
  readonly groupId?: number
  readonly restrictDataAccess?: boolean
}

export interface AccessGroup {
  readonly groupId: number
  readonly groupName?: string
  readonly capabilities: readonly string[]
}

/**
 * One account's EdgeKV administration API. All calls throw an `OutsideFailure` when they cannot be answered;
 * none logs or returns a token value outside of a `Secret`.
 */
export interface EdgeKv {
  /** All tokens, expired ones too; an empty list in either of Akamai's forms is []. */
  listTokens(): Promise<readonly TokenRow[]>
  /** 404 is `absent`, 410 is `expired`. */
  getToken(name: string): Promise<TokenLookup>
  /** Not idempotent: sent once. `name-taken` is Akamai's 409. */
  createToken(order: TokenOrder): Promise<{ kind: 'created'; token: Token } | { kind: 'name-taken' }>
  /** Asks Akamai to renew an auto-refreshing token in place. Sent once. */
  refreshToken(name: string): Promise<Token>
  /** 404 and 410 are `absent`: done. */
  revokeToken(name: string, networks: readonly Network[]): Promise<'revoked' | 'absent'>
  listNamespaces(network: Network): Promise<readonly Namespace[]>
  listGroups(): Promise<readonly AccessGroup[]>
}
