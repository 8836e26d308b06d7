import { actorOf } from '../audit/actor-of.ts'
import type { Destination } from '../people/destination.ts'
import { whyIneligible } from '../people/eligible.ts'
import type { Members } from '../people/members.ts'
import type { ChatIdentity, Person } from '../people/person.ts'
import { ineligibleSentence } from './ballot.ts'
import { type Move, type Moved, refused } from './move.ts'
import type { ActionRecord } from './record.ts'
import { isEnd } from './state.ts'
import { electorateOf } from './votes-that-count.ts'

const dayMs = 86_400_000

const keepsDue = (record: ActionRecord): Pick<Move, 'due'> => (isEnd(record.state) ? { due: 'never' } : {})

/** `approvers`: asked anew. */
interface Call {
  readonly person: Person
  readonly from: ChatIdentity
  readonly now: number
  readonly approvers: Members
}

/** Whether a review is owed, and there is something to look at: it has begun, or ended before that. */
export const canBeReviewed = ({ review, startedAt, state }: ActionRecord): boolean =>
  review !== undefined && review.done === undefined && (startedAt !== undefined || isEnd(state))

/** The rules of a vote, but one's own is never reviewed, whatever the policy says about approving it. */
const whyNotBy = (record: ActionRecord, { person, from, approvers }: Call): Moved | undefined => {
  const electorate = { ...electorateOf(record, approvers, []), selfApproval: false }
  const why = whyIneligible({ person, platform: from.platform }, electorate)
  return why === undefined ? undefined : refused(why.kind, ineligibleSentence(why, 'review'))
}

/** An approver who is not the one who broke the glass has looked at what was done. */
export const closeReview = (record: ActionRecord, call: Call): Moved => {
  const { review } = record
  if (review === undefined) return refused('no-review', `${record.id} owes no review.`)
  if (review.done !== undefined)
    return refused('reviewed', `${record.id} was already reviewed by ${review.done.person.name}.`)
  const not = whyNotBy(record, call)
  if (not !== undefined) return not
  if (!canBeReviewed(record))
    return refused(
      'not-begun',
      `${record.id} has not begun, so there is nothing to review yet. Look again later: /edgekv status ${record.id}.`,
    )
  const done = { person: call.person, at: call.now }
  return {
    kind: 'move',
    move: {
      record: { ...record, review: { ...review, done } },
      ...keepsDue(record),
      events: [{ what: 'break-glass.reviewed', actor: actorOf(call.person, call.from) }],
      owed: [{ kind: 'board' }],
    },
  }
}

/** The approvers who could not be read when the glass was broken are told when they can: once. */
export const tellUntold = (record: ActionRecord, late: readonly Destination[]): Move | undefined => {
  if (record.review?.untold === undefined || record.review.done !== undefined) return undefined
  const { untold, ...review } = record.review
  return {
    record: { ...record, review },
    ...keepsDue(record),
    events: [{ what: 'request.reminded', actor: { kind: 'bot' }, facts: { of: 'review', untold, told: late.length } }],
    owed: [{ kind: 'board' }, ...late.map((to) => ({ kind: 'notice', notice: 'break-glass', to }) as const)],
  }
}

/** A review that is overdue is asked for in the thread, every day until it is closed. */
export const remindOfReview = (record: ActionRecord, now: number): Move | undefined => {
  const { review } = record
  if (review === undefined || review.done !== undefined) return undefined
  const from = review.toldAt === undefined ? review.by : review.toldAt + dayMs
  if (now < from) return undefined
  return {
    record: { ...record, review: { ...review, toldAt: now } },
    ...keepsDue(record),
    events: [{ what: 'request.reminded', actor: { kind: 'bot' }, facts: { of: 'review' } }],
    owed: [{ kind: 'notice', notice: 'review-wanted', to: 'thread' }],
  }
}
