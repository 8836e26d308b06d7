import type { AuditEvent } from '../../audit/audit-event.ts'
import type { BundleSettings } from '../../bundle/bundle-settings.ts'
import type { EdgeKv } from '../../ports/edge-kv.ts'
import type { EdgeWorkers } from '../../ports/edge-workers.ts'
import type { Inspections } from '../../ports/inspections.ts'
import type { Quota } from '../../ports/quota.ts'
import type { Snapshot } from '../../ports/records.ts'
import type { Owed } from '../../request/owed.ts'
import type { ActionRecord, Trouble } from '../../request/record.ts'

/** What a step may use: one account's Akamai, the quota, and the bundle rules. */
export interface StepTools {
  readonly edgeKv: EdgeKv
  readonly edgeWorkers: EdgeWorkers
  readonly inspections: Inspections
  readonly quota: Quota
  readonly bundles: BundleSettings
  /** The wait that operators have chosen between the last activation and the revocation. */
  readonly soakMs: number
  /** The clock port, ms UTC. */
  now(): number
}

/**
 * One look-and-act on one subject (a part, or the record itself), under an open intent.
 * `save` commits facts under the same intent, and owes the board where there are events;
 * it throws `IntentLost` when another worker took over.
 * `willAct` lets the trail hear of the next effect while the step still asks whether to make it.
 * `mayAct` is the fence: asked right before an effect, and no in a freeze or after too old a look; then the step returns
 * `stopped`. With a subject it saves that in the same moment.
 */
export interface StepContext<Subject> {
  readonly record: ActionRecord
  readonly snapshot: Snapshot
  readonly subject: Subject
  readonly tools: StepTools
  /** False where the step may only look: the state lets nothing start. */
  readonly acts: boolean
  save(subject: Subject, events?: readonly AuditEvent[]): Promise<void>
  willAct(): void
  mayAct(subject?: Subject): Promise<boolean>
}

export type StepResult<Subject> =
  /** The subject moved on; the record is looked at next. */
  | {
      readonly kind: 'done'
      readonly subject: Subject
      readonly events?: readonly AuditEvent[]
      readonly owed?: readonly Owed[]
    }
  /** Nothing to do before `until` (clock port ms); `subject` where a fact was learnt. */
  | {
      readonly kind: 'wait'
      readonly until: number
      readonly subject?: Subject
      readonly events?: readonly AuditEvent[]
      readonly owed?: readonly Owed[]
    }
  /** It cannot go on without somebody. */
  | {
      readonly kind: 'trouble'
      readonly subject: Subject
      readonly trouble: Omit<Trouble, 'at'>
      readonly events?: readonly AuditEvent[]
      readonly owed?: readonly Owed[]
    }
  /** The fence said no: nothing was done. */
  | { readonly kind: 'stopped' }

export type Step<Subject> = (context: StepContext<Subject>) => Promise<StepResult<Subject>>

/** Another worker took this intent over, or the record moved: what this one still wanted is dropped. */
export class IntentLost extends Error {
  constructor() {
    super('the intent was taken over')
    this.name = 'IntentLost'
  }
}
