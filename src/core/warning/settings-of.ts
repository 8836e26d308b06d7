import type { ConfiguredPerson } from '../people/configured-person.ts'
import type { Destination } from '../people/destination.ts'
import type { Group } from '../people/group.ts'
import type { Owner } from '../people/owner.ts'
import type { Subscription } from './subscription.ts'
import type { WarningSettings } from './warning-settings.ts'

/** The part of the configuration that warnings depend on. */
interface Configured {
  readonly warnings: Pick<WarningSettings, 'thresholds' | 'escalate' | 'digestAt'>
  readonly owners: readonly Owner[]
  readonly groups: readonly Group[]
  readonly people: readonly ConfiguredPerson[]
  readonly fallback: readonly Destination[]
}

/** What warnings are decided by: the configuration, what channels subscribed to, and whether there is a pager. */
export const warningSettings = (
  { warnings, owners, groups, people, fallback }: Configured,
  subscriptions: readonly Subscription[],
  hasPager: boolean,
): WarningSettings => ({ ...warnings, owners, groups, people, fallback, subscriptions, hasPager })
