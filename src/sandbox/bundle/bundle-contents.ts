/** One entry of a token file, as the program at the edge would see it. */
export interface TokenEntry {
  /** Where the file is inside of the archive. */
  readonly path: string
  /** The key as written; the helper library finds it only when it begins with `namespace-`. */
  readonly key: string
  readonly name: string | undefined
  /** The helper library prefers a value over a reference. */
  readonly value: string | undefined
  readonly reference: string | undefined
}

export interface Dependency {
  readonly alias: string
  readonly edgeWorkerId: number
  /** `active`, a version, or `revisionId:<a-b>`. */
  readonly version: string
}

/** What the sandbox's own reader found in a code bundle. */
export interface BundleContents {
  readonly version: string | undefined
  readonly entries: readonly TokenEntry[]
  /** True when the code can send a token's reference. */
  readonly sendsReferences: boolean
  readonly dependencies: readonly Dependency[]
  readonly problems: readonly BundleProblem[]
}

export interface BundleProblem {
  readonly type: string
  readonly message: string
}
