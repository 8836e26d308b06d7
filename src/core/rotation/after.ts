import type { PartId, Snapshot } from '../ports/records.ts'

/** An intent that was taken in the commit before: good as long as the version stands. */
export interface Taken {
  readonly part: PartId
  readonly ver: number
  /** The record as that commit left it, where it compared all of it: it need not be read again. */
  readonly snapshot?: Snapshot
}

/** What one turn leaves: the parts to look at next, and the intent on one of them where its commit has taken that too. */
export interface After {
  readonly wakes: readonly PartId[]
  readonly taken?: Taken
}

/** Nothing to go on with. */
export const nothingMore: After = { wakes: [] }
