import type { Secret } from '../../token/secret.ts'
import type { ReleasedHelper } from '../helper/released-helpers.ts'

/** What an entry is given: the new token's uuid, or its value where the account issues expiring tokens. */
export type NewCredential =
  | { readonly kind: 'reference'; readonly uuid: string }
  | { readonly kind: 'value'; readonly value: Secret }

/**
 * Which entries get which token. Without `path`, in every token file; without `key` and `namespace`, every entry that is
 * labelled `fromName`, and these must hold one and the same token.
 */
export interface BundleEdit {
  readonly path?: string
  readonly key?: string
  readonly namespace?: string
  readonly fromName: string
  readonly toName: string
  readonly to: NewCredential
}

/**
 * What to change. `version`: the new `edgeworker-version`. `fixKeys`: the chosen entries' keys get their `namespace-`.
 * `helper`: the operator's copy of the helper library; it replaces published ones that cannot send references.
 */
export interface BundleEdits {
  readonly entries: readonly BundleEdit[]
  readonly version: string
  readonly fixKeys?: boolean
  readonly helper?: { readonly bytes: Uint8Array; readonly released?: readonly ReleasedHelper[] }
}
