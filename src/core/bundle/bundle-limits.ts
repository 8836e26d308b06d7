/**
 * What an archive may cost before it is refused. `maxPacked`: the account's limit for an uploaded bundle, in bytes; known
 * only when it is configured, because Akamai's `GET /limits` lists counts alone.
 */
export interface BundleLimits {
  /** Bytes of the unpacked archive, headers included. */
  readonly maxUnpacked: number
  readonly maxEntries: number
  /** Unpacked bytes per packed byte. */
  readonly maxRatio: number
  readonly maxPacked?: number
}

export const defaultBundleLimits: BundleLimits = { maxUnpacked: 10_000_000, maxEntries: 5_000, maxRatio: 200 }
