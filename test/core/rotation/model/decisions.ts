import type { AuditEvent } from '../../../../src/core/audit/audit-event.ts'
import type { ActionRecord } from '../../../../src/core/request/record.ts'

const decisions = ['request.approved', 'request.denied', 'request.lapsed']
const votes = ['request.vote', 'request.approved', 'request.denied']

type Event = AuditEvent & { readonly at: number }

const isOwn = ({ actor }: Event, { asker }: ActionRecord): boolean =>
  actor.kind === 'person' && actor.name === asker.name

/** A way through the gate before production that too few have approved, as a sentence. */
export const brokenGate = (before: ActionRecord, after: ActionRecord): readonly string[] => {
  if (before.state !== 'awaiting-production' || after.state !== 'production') return []
  const voters = (after.gate?.votes ?? []).flatMap((vote) => (vote.kind === 'approve' ? [vote.person.name] : []))
  const others = new Set(voters.filter((name) => name !== after.asker.name))
  return others.size < after.policy.approvals ? [`${after.id} passes the gate with ${others.size} approvals`] : []
}

/** What the history of a request says against its rules, as sentences. */
export const brokenDecisions = (record: ActionRecord, history: readonly Event[]): readonly string[] => {
  const { id, lapsesAt = 0 } = record
  const found: string[] = []
  let isOpen = true
  for (const event of history) {
    if (event.what === 'rotation.state' && event.facts?.['to'] === 'requested') isOpen = true
    if (votes.includes(event.what) && isOwn(event, record)) found.push(`${id} is voted on by its asker`)
    if (!decisions.includes(event.what)) continue
    if (!isOpen) found.push(`${id} is decided twice`)
    if (event.what !== 'request.lapsed' && event.at >= lapsesAt) found.push(`${id} is decided after its lapse`)
    isOpen = false
  }
  return found
}
