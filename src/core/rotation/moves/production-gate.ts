import { actorOf } from '../../audit/actor-of.ts'
import type { AuditEvent } from '../../audit/audit-event.ts'
import { approvalFacts } from '../../request/approval-facts.ts'
import { type Ballot, voteOf, whyNoVote } from '../../request/ballot.ts'
import { decidedSentence } from '../../request/cast-vote.ts'
import { lapsedSentence } from '../../request/lapsed-sentence.ts'
import { type Moved, refused } from '../../request/move.ts'
import { type Poll, pollOf, withPoll } from '../../request/poll.ts'
import type { ActionRecord } from '../../request/record.ts'
import { earlierVotes } from '../../request/votes-that-count.ts'
import { go } from '../next.ts'
import { heldEvent } from '../states/holding.ts'

type Earlier = ReturnType<typeof earlierVotes>

const voted = (record: ActionRecord, ballot: Ballot, more: AuditEvent['facts'] = {}): AuditEvent => ({
  what: 'request.vote',
  actor: actorOf(ballot.person, ballot.from),
  facts: {
    ...approvalFacts(record),
    gate: 'production',
    vote: ballot.kind,
    ...more,
    ...(ballot.reason === undefined ? {} : { reason: ballot.reason }),
  },
})

/** Approvals are counted by the policy of the request. `earlier`: those before this one. */
const approve = (record: ActionRecord, poll: Poll, ballot: Ballot, earlier: Earlier): Moved => {
  const { counting, kept } = earlier
  const put = withPoll(record, { ...poll, votes: [...kept, voteOf(ballot)] })
  const lost = poll.votes.length - kept.length
  const event = voted(record, ballot, lost === 0 ? {} : { lost })
  if (counting.length + 1 < record.policy.approvals)
    return {
      kind: 'move',
      move: { record: put, due: poll.until, events: [event], owed: [{ kind: 'board' }], unlessAfter: poll.until },
    }
  const { events, ...next } = go(put, 'production', ballot.now)
  return { kind: 'move', move: { ...next, events: [event, ...(events ?? [])], unlessAfter: poll.until } }
}

/** One denial holds the rotation, to be asked again or abandoned. */
const deny = (record: ActionRecord, poll: Poll, ballot: Ballot): Moved => {
  const { person, now, reason } = ballot
  const trouble = {
    code: 'gate-denied',
    sentence: `${person.name} does not let it into production${reason === undefined ? '' : `: ${reason}`}.`,
    advice: 'Retry asks again; Abandon goes back.',
    at: now,
  }
  const { events: _plain, ...next } = go(record, 'holding', now, { leftState: record.state, trouble })
  const events = [voted(record, ballot, { why: trouble.sentence }), heldEvent(record.state, trouble)]
  return { kind: 'move', move: { ...next, events, unlessAfter: poll.until } }
}

/**
 * A vote at the gate before production, a second approval under the policy of the request: as many, by the same groups, with
 * the same rules about the asker, about platforms, and about voters who may not decide any more. Enough of them go on to
 * `production`; one denial holds.
 */
export const voteAtGate = (record: ActionRecord, ballot: Ballot): Moved => {
  const poll = pollOf(record)
  if (poll?.about !== 'production') return refused('not-waiting', decidedSentence(record))
  if (ballot.now >= poll.until) return refused('lapsed', lapsedSentence(record))
  const earlier = earlierVotes(record, poll.votes, ballot.approvers)
  const not = whyNoVote(record, earlier.counting, ballot)
  return not ?? (ballot.kind === 'approve' ? approve : deny)(record, poll, ballot, earlier)
}
