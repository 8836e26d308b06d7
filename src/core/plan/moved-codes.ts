/** Troubles of a target that a `retry` request gets over: somebody else deployed, and what they deployed is rewritten. */
export const movedCodes: readonly string[] = ['base-moved', 'overwritten', 'rolled-back']
