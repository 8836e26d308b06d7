import { actorOf } from '../audit/actor-of.ts'
import type { ChatIdentity, Person } from '../people/person.ts'
import { samePerson } from '../people/same-person.ts'
import { type Move, type Moved, refused } from './move.ts'
import type { ActionRecord } from './record.ts'
import { isEnd } from './state.ts'

const dayMs = 86_400_000

const keepsDue = (record: ActionRecord): Pick<Move, 'due'> => (isEnd(record.state) ? { due: 'never' } : {})

/** An approver who is not the one who broke the glass has looked at what was done. */
export const closeReview = (
  record: ActionRecord,
  call: { readonly person: Person; readonly from: ChatIdentity; readonly now: number; readonly isApprover: boolean },
): Moved => {
  const { review } = record
  if (review === undefined) return refused('no-review', `${record.id} owes no review.`)
  if (review.done !== undefined)
    return refused('reviewed', `${record.id} was already reviewed by ${review.done.person.name}.`)
  if (samePerson(record.asker, call.person))
    return refused('own-request', 'You broke the glass yourself, so somebody else must review it.')
  if (!call.isApprover) return refused('not-an-approver', 'Only an approver of this owner can review it.')
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
