import type { BundleContents } from '../inventory/bundle-contents.ts'

/** Which bundle: a version string is never used twice for an EdgeWorker (Akamai burns deleted ones), so it names the bytes. */
export interface BundleKey {
  readonly account: string
  readonly edgeWorkerId: string
  readonly version: string
}

/** Contents of bundles already read, kept for ever. */
export interface Inspections {
  load(key: BundleKey): Promise<BundleContents | undefined>
  save(key: BundleKey, contents: BundleContents): Promise<void>
}
