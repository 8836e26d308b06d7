import type { ConfiguredPerson } from '../people/configured-person.ts'
import type { Destination } from '../people/destination.ts'
import type { Group } from '../people/group.ts'
import type { Owner } from '../people/owner.ts'
import type { Subscription } from './subscription.ts'

export type EscalationLevel = 'mention-owner' | 'on-call' | 'page'

/** Who is told what, and when: the configuration's part of it, and what channels subscribed to. */
export interface WarningSettings {
  /** Days before death. */
  readonly thresholds: readonly number[]
  /** Each holds from its day on down, and adds up. */
  readonly escalate: readonly { readonly fromDays: number; readonly level: EscalationLevel }[]
  /** Minutes after 00:00 UTC. */
  readonly digestAt: number
  readonly owners: readonly Owner[]
  readonly groups: readonly Group[]
  readonly people: readonly ConfiguredPerson[]
  readonly fallback: readonly Destination[]
  readonly subscriptions: readonly Subscription[]
  /** Without a pager, on-call is mentioned instead. */
  readonly hasPager: boolean
}
