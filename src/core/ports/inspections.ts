import type { BundleContents } from '../inventory/bundle-contents.ts'

export interface BundleKey {
  readonly account: string
  readonly edgeWorkerId: string
  readonly version: string
  /** As Akamai lists it; empty where it lists none. */
  readonly checksum: string
}

/** Contents of bundles already read, kept for ever: a version never changes. */
export interface Inspections {
  load(key: BundleKey): Promise<BundleContents | undefined>
  save(key: BundleKey, contents: BundleContents): Promise<void>
}
