/** How the step of a record or a part fares while it cannot go on. */
export interface Patience {
  /** How often the outside refused it for now, and since when. */
  readonly tries?: number
  readonly failingSince?: number
  /** Its step has looked and waits for this time (clock port ms). */
  readonly waitsUntil?: number
  /** Its effect may have happened although no answer came: looked for in every state. */
  readonly unsure?: true
  /** How many workers died over its step, one after the other. */
  readonly deaths?: number
}
