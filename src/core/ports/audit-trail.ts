import type { AuditEvent } from '../audit/audit-event.ts'

/**
 * The append-only trail of this process. `append` resolves when the lines are on disk; throws when they cannot be. Lines
 * keep the order of the calls. `soon`: nobody waits for it, so that it may share the next sync.
 */
export interface AuditTrail {
  append(events: readonly AuditEvent[], urgency?: 'now' | 'soon'): Promise<void>
}
