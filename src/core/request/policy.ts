import type { Match } from '../people/owner.ts'
import type { Action } from '../plan/plan.ts'

export interface PolicyMatch extends Match {
  readonly action?: Action
  readonly owner?: string
  readonly compromised?: boolean
}

/** How many must approve, who may, and until when. First match wins. Durations in ms. */
export interface Policy {
  readonly match: PolicyMatch
  readonly approvals: number
  /** A group; absent: the owner's approvers. */
  readonly approvers?: string
  readonly selfApproval: boolean
  readonly reason: 'optional' | 'required'
  readonly lapseAfterMs: number
  readonly backup?: string
}
