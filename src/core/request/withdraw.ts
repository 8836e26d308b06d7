import { actorOf } from '../audit/actor-of.ts'
import type { ChatIdentity, Person } from '../people/person.ts'
import { samePerson } from '../people/same-person.ts'
import { decidedSentence } from './cast-vote.ts'
import { type Moved, refused } from './move.ts'
import { type Poll, pollOf, withPoll } from './poll.ts'
import type { ActionRecord } from './record.ts'
import type { Vote } from './vote.ts'

interface Call {
  readonly person: Person
  readonly from: ChatIdentity
  readonly now: number
}

const open = ['asked', 'requested', 'approved', 'queued']

const takeBackVote = (record: ActionRecord, poll: Poll, { person, from }: Call): Moved => ({
  kind: 'move',
  move: {
    record: withPoll(record, { ...poll, votes: poll.votes.filter((vote) => !samePerson(vote.person, person)) }),
    due: Number.isFinite(poll.until) ? poll.until : 'never',
    events: [
      {
        what: 'request.vote-withdrawn',
        actor: actorOf(person, from),
        ...(poll.about === 'production' ? { facts: { gate: poll.about } } : {}),
      },
    ],
    owed: [{ kind: 'board' }],
    ...(Number.isFinite(poll.until) ? { unlessAfter: poll.until } : {}),
  },
})

/** The asker withdraws the request before its first effect; a voter takes the vote back while nothing is decided. */
export const withdraw = (record: ActionRecord, call: Call): Moved => {
  const { person, from, now } = call
  const poll = pollOf(record)
  const isOwn = (votes: readonly Vote[]): boolean => votes.some((vote) => samePerson(vote.person, person))
  // Before production there is nothing of the asker's to withdraw but a vote.
  if (poll?.about === 'production' && isOwn(poll.votes)) return takeBackVote(record, poll, call)
  const isAsker = samePerson(record.asker, person)
  if (isAsker && open.includes(record.state))
    return {
      kind: 'move',
      move: {
        record: { ...record, state: 'withdrawn', stateSince: now, endedAt: now },
        due: 'never',
        events: [{ what: 'request.withdrawn', actor: actorOf(person, from) }],
        owed: [{ kind: 'board' }],
      },
    }
  if (isAsker)
    return refused(
      'too-late',
      `${record.id} has begun; it cannot be withdrawn. Abandon goes back: /edgekv abandon ${record.id}.`,
    )
  if (poll !== undefined && isOwn(poll.votes)) return takeBackVote(record, poll, call)
  return isOwn(record.votes)
    ? refused('decided', decidedSentence(record))
    : refused('nothing-of-yours', `You have nothing to withdraw in ${record.id}.`)
}
