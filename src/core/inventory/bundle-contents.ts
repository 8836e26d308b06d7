import type { InspectedEntry } from '../bundle/inspect-bundle.ts'

/** One entry of a token file, as seen; never a token value. */
export type ContentEntry = Omit<InspectedEntry, 'claims'>

/** A uuid or a JWT (by fingerprint) that stands outside of the token files. */
export interface Stray {
  readonly path: string
  readonly line: number
  readonly uuid?: string
  readonly fingerprint?: string
}

export interface ContentProblem {
  readonly code: string
  readonly path: string
  readonly line: number
  readonly message: string
  readonly advice: string
}

export interface ContentDependency {
  readonly edgeWorkerId: string
  readonly version: string
}

/** What is worth knowing of one bundle for ever: names, namespaces, kinds, uuids, dates and fingerprints only. */
export interface BundleContents {
  readonly version: string
  readonly sha256: string
  readonly entries: readonly ContentEntry[]
  readonly strays: readonly Stray[]
  /** Not all of it is known (too many strays, a file that cannot be read): that a token is not seen proves nothing. */
  readonly isCut?: true
  readonly problems: readonly ContentProblem[]
  /** Children by alias, as bundle.json names them: `version` is `active`, a version, or `revisionId:<a-b>`. */
  readonly dependencies: Readonly<Record<string, ContentDependency>>
  readonly helper?: {
    readonly path: string
    readonly version?: string
    readonly references: boolean
    readonly released: boolean
  }
  readonly writes: 'yes' | 'no' | 'cannot tell'
}
