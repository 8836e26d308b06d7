import type { RotationSettings } from '../plan/rotation-settings.ts'
import type { AuditTrail } from '../ports/audit-trail.ts'
import type { Clock } from '../ports/clock.ts'
import type { Ids } from '../ports/ids.ts'
import type { Log } from '../ports/log.ts'
import type { Records } from '../ports/records.ts'
import type { Wakeups } from '../ports/wakeups.ts'
import type { ActionRecord } from '../request/record.ts'
import type { Vote } from '../request/vote.ts'
import type { StepTools } from './steps/step.ts'

/** Before the first effect: do the votes still count, and is the plan still what was approved? */
export type Readiness =
  | { readonly kind: 'ready' }
  /** `votes`: those that still count. */
  | { readonly kind: 'too-few-votes'; readonly sentence: string; readonly votes: readonly Vote[] }
  | { readonly kind: 'moved'; readonly sentence: string }
  | { readonly kind: 'unreadable'; readonly sentence: string }

/** What the engine needs of the rest. */
export interface EngineTools {
  readonly records: Records
  readonly wakeups: Wakeups
  readonly audit: AuditTrail
  readonly clock: Clock
  readonly ids: Ids
  readonly log: Log
  readonly settings: RotationSettings
  /** The step tools of one account. */
  toolsFor(account: string): StepTools
  /** Checks votes and plan anew: read from Akamai, never from what was stored. */
  readinessOf(record: ActionRecord): Promise<Readiness>
}
