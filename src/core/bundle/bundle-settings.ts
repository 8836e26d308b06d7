import type { BundleLimits } from './bundle-limits.ts'

/** What the operator configures for bundles. `helper`: their own copy of the helper library, for migration. */
export interface BundleSettings {
  readonly limits: BundleLimits
  readonly helper?: Uint8Array
}
