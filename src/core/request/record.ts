import type { Use } from '../inventory/find-uses.ts'
import type { Destination, Place } from '../people/destination.ts'
import type { ChatIdentity, Person, Platform } from '../people/person.ts'
import type { Ask } from '../plan/ask.ts'
import type { Plan, Remark } from '../plan/plan.ts'
import type { Patience } from './patience.ts'
import type { Policy } from './policy.ts'
import type { State } from './state.ts'
import type { Vote } from './vote.ts'

/** Why a rotation stands still, with what to do; `part` is the target or candidate it is about. */
export interface Trouble extends Remark {
  readonly part?: string
  readonly at: number
}

/** One action for life: the request, its plan and votes, and the rotation it becomes. Times in ms UTC. */
export interface ActionRecord extends Patience {
  /** Schema version; a newer one is left alone. */
  readonly v: 1
  readonly account: string
  /** `R42`, for people. */
  readonly id: string
  /** `k7qx42`, in version strings and activation notes at Akamai. */
  readonly mark: string
  readonly state: State
  readonly stateSince: number
  /** The state that a held rotation goes back to on *Retry*. */
  readonly leftState?: State
  readonly ask: Ask
  readonly plan: Plan
  readonly asker: Person
  readonly askedFrom: ChatIdentity
  readonly askedIn?: Destination
  readonly owner: string
  readonly reason?: string
  readonly policy: Policy
  readonly votes: readonly Vote[]
  readonly askedAt: number
  readonly requestedAt?: number
  readonly decidedAt?: number
  readonly startedAt?: number
  readonly endedAt?: number
  readonly lapsesAt?: number
  readonly soakUntil?: number
  readonly sourceBy?: number
  /** What was said at the gate for the team's own source, and from which chat account. Older records do not tell the account. */
  readonly source?: {
    readonly kind: 'updated' | 'skipped'
    readonly person: Person
    readonly by?: ChatIdentity
    readonly at: number
  }
  readonly trouble?: Trouble
  /** When on-call was first paged for it: at its end the pager is told that it is over. */
  readonly pagedAt?: number
  /** When the owner was last told that it is held. */
  readonly toldAt?: number
  /** What confirm-unused found still using the token. */
  readonly stillUsed?: readonly Use[]
  readonly blindSpots?: readonly Remark[]
  readonly confirmedAt?: number
  /** That look found the token itself gone: revoked by somebody, or dead. */
  readonly tokenGone?: true
  /** When Akamai took the revocation of the old token: whatever its looks still show, there is no way back since. */
  readonly revokedAt?: number
  /** Set before a refresh is asked for: the day (UTC), and the refresh date before it. */
  readonly refresh?: { readonly askedOn: string; readonly before: string }
  /** *Revoke anyway*: exactly these findings were overridden. */
  readonly override?: {
    readonly findings: readonly string[]
    readonly person: Person
    readonly at: number
  }
  readonly breakGlass?: true
  /** Owed after break-glass: by then somebody else looks at what was done, and says so. */
  readonly review?: {
    readonly by: number
    /** Where the approvers could not be read when they had to be told. */
    readonly untold?: readonly Platform[]
    readonly toldAt?: number
    readonly done?: { readonly person: Person; readonly at: number }
  }
  /** The vote on going to production, with the policy of the request. It begins anew each time it is asked for. */
  readonly gate?: { readonly votes: readonly Vote[]; readonly reminded?: 'half' | 'nine-tenths' }
  /** How far people were reminded of a request that waits for them. */
  readonly reminded?: 'half' | 'nine-tenths'
  readonly abandon?: {
    readonly person: Person
    readonly at: number
    readonly phase: 'locking' | 'restoring' | 'soaking' | 'confirming' | 'revoking'
  }
  /** How it ended, in one sentence. */
  readonly outcome?: string
  /** Kept when the new token stays after an abandoned rotation. */
  readonly newTokenKept?: true
  /** Set while waiting in `queued`: what for. */
  readonly waitsFor?: string
  /** The held rotation that a `retry` request belongs to. */
  readonly parent?: string
}

/** Where a record's living message stands. Kept beside the record, so that posting never races with deciding. */
export interface BoardPlace {
  readonly place: Place
  readonly rendered?: string
}
