import { actorOf } from '../audit/actor-of.ts'
import type { AuditVerb } from '../audit/audit-event.ts'
import { type Ineligible, whyIneligible } from '../people/eligible.ts'
import type { Members } from '../people/members.ts'
import type { ChatIdentity, Person } from '../people/person.ts'
import { samePerson } from '../people/same-person.ts'
import { approvalFacts } from './approval-facts.ts'
import { type Move, type Moved, refused } from './move.ts'
import type { Owed } from './owed.ts'
import type { ActionRecord } from './record.ts'
import type { Vote } from './vote.ts'

export interface Ballot {
  readonly kind: Vote['kind']
  readonly person: Person
  readonly from: ChatIdentity
  readonly now: number
  readonly approvers: Members
  readonly reason?: string
}

const ineligibleSentence = (why: Ineligible): string => {
  switch (why.kind) {
    case 'own-request':
      return 'You asked for this, so somebody else must decide it.'
    case 'not-an-approver':
      return why.unreadable.length > 0
        ? `You are not known as an approver (${why.group}): that group cannot be read just now. Try again in a minute.`
        : `Only members of ${why.group} can decide this.`
    case 'not-linked':
      return `${why.unlinked.name} is not linked across Slack and Teams, so this could be the same person twice. Ask an operator to add them under people: in the configuration.`
  }
}

/** What became of a request that is no longer open, for the one who came late. */
export const decidedSentence = (record: ActionRecord): string => {
  const last = record.votes.at(-1)
  switch (record.state) {
    case 'asked':
      return `${record.id} has not been asked for yet.`
    case 'lapsed':
      return `${record.id} lapsed: nobody decided in time. ${record.asker.name} can ask again.`
    case 'withdrawn':
      return `${record.id} was withdrawn by ${record.asker.name}.`
    case 'void':
      return `${record.id} is void: ${record.outcome ?? 'what was approved has changed'}`
    case 'denied':
      return `${record.id} was already denied by ${last?.person.name ?? 'somebody'}.`
    default:
      return `${record.id} was already approved by ${last?.person.name ?? 'somebody'}.`
  }
}

const whyNot = (record: ActionRecord, ballot: Ballot): Moved | undefined => {
  const { person, now } = ballot
  if (record.state === 'requested' && now >= (record.lapsesAt ?? now + 1))
    return refused('lapsed', `${record.id} lapsed: nobody decided in time. ${record.asker.name} can ask again.`)
  if (record.state !== 'requested') return refused('decided', decidedSentence(record))
  const part = { person, platform: ballot.from.platform }
  const why = whyIneligible(part, {
    approvers: ballot.approvers,
    asker: { person: record.asker, platform: record.askedFrom.platform },
    selfApproval: record.policy.selfApproval,
    others: record.votes.map((vote) => ({ person: vote.person, platform: vote.by.platform })),
  })
  if (why !== undefined) return refused(why.kind, ineligibleSentence(why))
  const before = record.votes.find((vote) => samePerson(vote.person, person))
  if (before !== undefined)
    return refused('voted', `You have voted already. Take it back with /edgekv withdraw ${record.id}.`)
  return undefined
}

const tellAsker = (record: ActionRecord, notice: 'approved' | 'denied'): readonly Owed[] => [
  { kind: 'board' },
  { kind: 'notice', notice, to: { kind: 'direct', identity: record.askedFrom } },
]

const decided = (record: ActionRecord, votes: readonly Vote[], kind: Vote['kind'], now: number): Move => {
  if (kind === 'deny')
    return {
      record: { ...record, votes, state: 'denied', stateSince: now, decidedAt: now, endedAt: now },
      due: 'never',
      owed: tellAsker(record, 'denied'),
    }
  const approvals = votes.filter((vote) => vote.kind === 'approve').length
  if (approvals < record.policy.approvals)
    return { record: { ...record, votes }, due: record.lapsesAt ?? 'never', owed: [{ kind: 'board' }] }
  return {
    record: { ...record, votes, state: 'approved', stateSince: now, decidedAt: now },
    owed: tellAsker(record, 'approved'),
  }
}

const verbOf = (move: Move): AuditVerb => {
  if (move.record.state === 'approved') return 'request.approved'
  return move.record.state === 'denied' ? 'request.denied' : 'request.vote'
}

/** One vote of one person. Stored facts only; the commit's compare-and-set decides a race. One denial decides. */
export const castVote = (record: ActionRecord, ballot: Ballot): Moved => {
  const not = whyNot(record, ballot)
  if (not !== undefined) return not
  const { kind, person, from, now, reason } = ballot
  const vote: Vote = { kind, person, by: from, at: now, ...(reason === undefined ? {} : { reason }) }
  const move = decided(record, [...record.votes, vote], kind, now)
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
