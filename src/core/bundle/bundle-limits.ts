/** What an archive may cost before it is refused. `maxPackedBytes`: the account's limit for an uploaded bundle, in bytes. */
export interface BundleLimits {
  /** Bytes of the unpacked archive, headers included. */
  readonly maxUnpackedBytes: number
  readonly maxEntries: number
  /** Unpacked bytes per packed byte. */
  readonly maxRatio: number
  readonly maxPackedBytes?: number
}

export const defaultBundleLimits: BundleLimits = { maxUnpackedBytes: 10_000_000, maxEntries: 5_000, maxRatio: 200 }
