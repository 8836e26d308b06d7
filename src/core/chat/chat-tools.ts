import type { Destination } from '../people/destination.ts'
import type { Resolving } from '../people/group-members.ts'
import type { Owner } from '../people/owner.ts'
import type { Platform } from '../people/person.ts'
import type { PlanTools } from '../plan/plan-tools.ts'
import type { AuditTrail } from '../ports/audit-trail.ts'
import type { Clock } from '../ports/clock.ts'
import type { Ids } from '../ports/ids.ts'
import type { Inventories } from '../ports/inventories.ts'
import type { Log } from '../ports/log.ts'
import type { Messenger } from '../ports/messenger.ts'
import type { Outbox } from '../ports/outbox.ts'
import type { Records } from '../ports/records.ts'
import type { Wakeups } from '../ports/wakeups.ts'
import type { Policy } from '../request/policy.ts'
import type { WarningTools } from './warnings/warning-tools.ts'

/** What the chat side needs of the rest. */
export interface ChatTools {
  readonly accounts: readonly string[]
  readonly owners: readonly Owner[]
  readonly policies: readonly Policy[]
  readonly admins?: string
  /** `approvers`, or a group: who may skip the source gate and revoke over findings. */
  readonly overridesBy: string
  readonly fallback: readonly Destination[]
  /** `allowed`: `on-call` is the owner's; else a group or a person. */
  readonly breakGlass: { readonly allowed: string; readonly phrase: string; readonly reviewWithinMs: number }
  readonly resolving: Omit<Resolving, 'fresh'>
  readonly messengers: Partial<Readonly<Record<Platform, Messenger>>>
  readonly records: Records
  readonly outbox: Outbox
  readonly inventories: Inventories
  readonly wakeups: Wakeups
  readonly warnings: WarningTools
  readonly audit: AuditTrail
  readonly clock: Clock
  readonly ids: Ids
  readonly log: Log
  planToolsFor(account: string): PlanTools
}
