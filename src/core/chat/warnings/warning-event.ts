import type { AuditEvent } from '../../audit/audit-event.ts'
import type { Entry } from '../../warning/entry.ts'

/** What the trail keeps of a warning. */
export const warningEvent = (
  what: 'warning.sent' | 'warning.resolved',
  { account, token, uuid, kind, threshold, destination }: Entry,
): AuditEvent => ({
  what,
  actor: { kind: 'bot' },
  account,
  token,
  facts: { uuid, kind, threshold: threshold === null ? 'none' : `${threshold}d`, destination },
})
