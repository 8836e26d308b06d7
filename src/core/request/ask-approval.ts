import { actorOf } from '../audit/actor-of.ts'
import type { Destination } from '../people/destination.ts'
import type { ChatIdentity, Person } from '../people/person.ts'
import { samePerson } from '../people/same-person.ts'
import { approvalPapers } from './approval-facts.ts'
import { type Moved, refused } from './move.ts'
import type { ActionRecord } from './record.ts'

export interface ApprovalCall {
  readonly person: Person
  readonly from: ChatIdentity
  readonly now: number
  readonly reason?: string
  /** How many votes could count together as it stands. */
  readonly canVote: number
  /** Where the card goes. */
  readonly places: readonly Destination[]
  /** On-call, of a compromised token. */
  readonly onCall?: readonly Destination[]
}

const neededText = (approvals: number): string =>
  approvals === 1 ? 'one approval is needed' : `${approvals} approvals are needed`

const whyNot = (record: ActionRecord, { person, now, reason, canVote }: ApprovalCall): Moved | undefined => {
  if (!samePerson(record.asker, person))
    return refused('not-yours', `Only ${record.asker.name} can ask for ${record.id}.`)
  if (record.state === 'lapsed' || (record.state === 'asked' && now >= (record.lapsesAt ?? now + 1)))
    return refused('lapsed', 'This plan is older than half an hour. Ask again for a fresh one.')
  if (record.state !== 'asked')
    return refused('already', `${record.id} has already been asked for. Look at it: /edgekv status ${record.id}.`)
  const blocker = record.plan.findings.blockers[0]
  if (blocker !== undefined) return refused('blocked', `${blocker.sentence} ${blocker.advice}`)
  if (record.policy.reason === 'required' && (reason ?? record.reason ?? '').trim() === '')
    return refused('reason', 'A reason is required here. Add --reason "…" and try again.')
  if (canVote < record.policy.approvals)
    return refused(
      'nobody-can-approve',
      `This cannot be approved: ${neededText(record.policy.approvals)}, and ${canVote === 0 ? 'nobody' : `only ${canVote}`} could give one. Ask an operator to look at the approvers of ${record.owner}.`,
    )
  return undefined
}

/** asked → requested: now others hear of it. Record, event, lapse and the owed card are one commit. */
export const askApproval = (record: ActionRecord, call: ApprovalCall): Moved => {
  const not = whyNot(record, call)
  if (not !== undefined) return not
  const { now, reason } = call
  const lapsesAt = now + record.policy.lapseAfterMs
  const why = reason ?? record.reason
  const said = why === undefined ? {} : { reason: why }
  return {
    kind: 'move',
    move: {
      record: {
        ...record,
        state: 'requested',
        stateSince: now,
        requestedAt: now,
        lapsesAt,
        ...said,
      },
      due: lapsesAt,
      events: [
        {
          what: 'request.requested',
          actor: actorOf(call.person, call.from),
          facts: { ...approvalPapers(record), ...said },
        },
      ],
      owed: [
        ...call.places.map((to) => ({ kind: 'place', to }) as const),
        ...(call.onCall ?? []).map((to) => ({ kind: 'notice', notice: 'compromised', to }) as const),
      ],
      ...(record.lapsesAt === undefined ? {} : { unlessAfter: record.lapsesAt }),
    },
  }
}
