import type { AuditEvent } from '../audit/audit-event.ts'
import type { Run } from './intent.ts'

/** The token that a step is about, as the trail names it. */
export const tokenOf = <Subject>({ snapshot }: Run<Subject>): string | undefined => {
  const { old, new: made } = snapshot.record.value.plan.binding
  return old?.name ?? made?.[0]?.name
}

/** The events of a step, each with the token that it is about: its own, or the step's. */
export const withToken = <Subject>(run: Run<Subject>, events: readonly AuditEvent[]): readonly AuditEvent[] => {
  const token = tokenOf(run)
  return events.map((event) => ({ ...(token === undefined ? {} : { token }), ...event }))
}
