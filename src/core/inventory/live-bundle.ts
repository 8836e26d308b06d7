import type { Activation, Bom } from '../ports/edge-workers.ts'
import type { BundleContents } from './bundle-contents.ts'

/** What a parent really runs: a revision with its children inside. `contents` undefined: it cannot be read. */
export interface LiveRevision {
  readonly revisionId: string
  readonly bom: Bom
  readonly contents?: BundleContents
}

/** One live version with what its bundle holds; `contents` undefined: it cannot be read. */
export interface LiveBundle {
  readonly activation: Activation
  readonly contents?: BundleContents
  /** Only of parents; `absent`: it has children, and no revision of it was found. */
  readonly revision?: LiveRevision | 'absent'
}
