import { actorOf } from '../audit/actor-of.ts'
import type { ChatIdentity, Person } from '../people/person.ts'
import { samePerson } from '../people/same-person.ts'
import { decidedSentence } from './cast-vote.ts'
import { type Moved, refused } from './move.ts'
import type { ActionRecord } from './record.ts'

interface Call {
  readonly person: Person
  readonly from: ChatIdentity
  readonly now: number
}

const open = ['asked', 'requested', 'approved', 'queued']

const takeBackVote = (record: ActionRecord, { person, from }: Call): Moved => ({
  kind: 'move',
  move: {
    record: { ...record, votes: record.votes.filter((vote) => !samePerson(vote.person, person)) },
    due: record.lapsesAt ?? 'never',
    events: [{ what: 'request.vote-withdrawn', actor: actorOf(person, from) }],
    owed: [{ kind: 'board' }],
    ...(record.lapsesAt === undefined ? {} : { unlessAfter: record.lapsesAt }),
  },
})

/** The asker withdraws the request before its first effect; a voter takes the vote back while nothing is decided. */
export const withdraw = (record: ActionRecord, call: Call): Moved => {
  const { person, from, now } = call
  const isAsker = samePerson(record.asker, person)
  const voted = record.votes.some((vote) => samePerson(vote.person, person))
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
  if (!voted) return refused('nothing-of-yours', `You have nothing to withdraw in ${record.id}.`)
  return record.state === 'requested' ? takeBackVote(record, call) : refused('decided', decidedSentence(record))
}
