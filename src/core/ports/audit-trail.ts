import type { AuditEvent } from '../audit/audit-event.ts'

/** The append-only trail of this process. `append` resolves when the lines are on disk; throws when they cannot be. */
export interface AuditTrail {
  append(events: readonly AuditEvent[]): Promise<void>
}
