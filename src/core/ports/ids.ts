/** Randomness as a dependency. */
export interface Ids {
  /** A fresh operation id, unguessable and unique. */
  next(): string
}
