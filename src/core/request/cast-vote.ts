import { actorOf } from '../audit/actor-of.ts'
import type { AuditVerb } from '../audit/audit-event.ts'
import { approvalFacts } from './approval-facts.ts'
import { type Ballot, voteOf, whyNoVote } from './ballot.ts'
import { lapsedSentence } from './lapsed-sentence.ts'
import { type Move, type Moved, refused } from './move.ts'
import type { Owed } from './owed.ts'
import { pollOf } from './poll.ts'
import type { ActionRecord } from './record.ts'
import type { Vote } from './vote.ts'
import { earlierVotes } from './votes-that-count.ts'

const approvedSentence = ({ id, votes, breakGlass, asker }: ActionRecord): string =>
  breakGlass === true
    ? `${id} was already started without approval by ${asker.name}`
    : `${id} was already approved by ${votes.at(-1)?.person.name ?? 'somebody'}`

/** What became of a request that is no longer open, for the one who came late. */
export const decidedSentence = (record: ActionRecord): string => {
  const last = record.votes.at(-1)
  const { gate, leftState, trouble } = record
  if (leftState === 'awaiting-production' && trouble !== undefined)
    return `${record.id} is held. ${trouble.sentence} ${trouble.advice}`
  const letIn = gate?.votes.at(-1)?.person.name
  switch (record.state) {
    case 'asked':
      return `${record.id} has not been asked for yet.`
    case 'requested':
      return `${record.id} has not been approved yet. Approve or Deny on its card decides that first.`
    case 'lapsed':
      return lapsedSentence(record)
    case 'withdrawn':
      return `${record.id} was withdrawn by ${record.asker.name}.`
    case 'void':
      return `${record.id} is void: ${record.outcome ?? 'what was approved has changed'}`
    case 'denied':
      return `${record.id} was already denied by ${last?.person.name ?? 'somebody'}.`
    case 'awaiting-production':
      return `${approvedSentence(record)}; now it waits before production: Go to production or Deny on its card decides that.`
    default:
      return letIn === undefined
        ? `${approvedSentence(record)}.`
        : `${record.id} was already approved for production by ${letIn}.`
  }
}

const tellAsker = (record: ActionRecord, notice: 'approved' | 'denied'): readonly Owed[] => [
  { kind: 'board' },
  { kind: 'notice', notice, to: { kind: 'direct', identity: record.askedFrom } },
]

/** What stands once this vote is cast. `votes`: with it, and without those that do not count any more. */
const decided = (record: ActionRecord, votes: readonly Vote[], approvals: number, { kind, now }: Ballot): Move => {
  if (kind === 'deny')
    return {
      record: { ...record, votes, state: 'denied', stateSince: now, decidedAt: now, endedAt: now },
      due: 'never',
      owed: tellAsker(record, 'denied'),
    }
  const lost: readonly Owed[] =
    votes.length <= record.votes.length ? [{ kind: 'notice', notice: 'votes-lost', to: 'thread' }] : []
  if (approvals < record.policy.approvals)
    return { record: { ...record, votes }, due: record.lapsesAt ?? 'never', owed: [{ kind: 'board' }, ...lost] }
  return {
    record: { ...record, votes, state: 'approved', stateSince: now, decidedAt: now },
    owed: tellAsker(record, 'approved'),
  }
}

const verbOf = (move: Move): AuditVerb => {
  if (move.record.state === 'approved') return 'request.approved'
  return move.record.state === 'denied' ? 'request.denied' : 'request.vote'
}

/**
 * One vote of one person. Stored facts only; the commit's compare-and-set decides a race. One denial decides. Earlier votes
 * of people who may not decide any more do not count, and are gone from then on.
 */
export const castVote = (record: ActionRecord, ballot: Ballot): Moved => {
  const poll = pollOf(record)
  const { kind, person, from, now, reason, approvers } = ballot
  if (poll?.about !== 'request') return refused('decided', decidedSentence(record))
  if (now >= poll.until) return refused('lapsed', lapsedSentence(record))
  const { counting, kept } = earlierVotes(record, poll.votes, approvers)
  const not = whyNoVote(record, counting, ballot)
  if (not !== undefined) return not
  const move = decided(record, [...kept, voteOf(ballot)], counting.length + (kind === 'approve' ? 1 : 0), ballot)
  const facts = { vote: kind, ...approvalFacts(record), ...(reason === undefined ? {} : { reason }) }
  return {
    kind: 'move',
    move: {
      ...move,
      events: [{ what: verbOf(move), actor: actorOf(person, from), facts }],
      ...(record.lapsesAt === undefined ? {} : { unlessAfter: record.lapsesAt }),
    },
  }
}
