import { type Ineligible, whyIneligible } from '../people/eligible.ts'
import type { Members } from '../people/members.ts'
import type { ChatIdentity, Person } from '../people/person.ts'
import { samePerson } from '../people/same-person.ts'
import { type Moved, refused } from './move.ts'
import type { ActionRecord } from './record.ts'
import type { Vote } from './vote.ts'
import { electorateOf } from './votes-that-count.ts'

/** One vote as it is handed in. `approvers`: asked anew, earlier voters included. */
export interface Ballot {
  readonly kind: Vote['kind']
  readonly person: Person
  readonly from: ChatIdentity
  readonly now: number
  readonly approvers: Members
  readonly reason?: string
}

const ownSentences = {
  decide: 'You asked for this, so somebody else must decide it.',
  review: 'You broke the glass yourself, so somebody else must review it.',
} as const

/** Why this person may not do it, for them. */
export const ineligibleSentence = (why: Ineligible, what: keyof typeof ownSentences): string => {
  switch (why.kind) {
    case 'own-request':
      return ownSentences[what]
    case 'not-an-approver':
      return why.unreadable.length > 0
        ? `You are not known as an approver (${why.group}): that group cannot be read just now. Try again in a minute.`
        : `Only members of ${why.group} can ${what} this.`
    case 'not-linked':
      return `${why.unlinked.name} is not linked across Slack and Teams, so this could be the same person twice. Ask an operator to add them under people: in the configuration.`
  }
}

export const voteOf = ({ kind, person, from, now, reason }: Ballot): Vote => ({
  kind,
  person,
  by: from,
  at: now,
  ...(reason === undefined ? {} : { reason }),
})

/** Why this person's vote is not taken beside those that count; undefined when it is. */
export const whyNoVote = (record: ActionRecord, votes: readonly Vote[], ballot: Ballot): Moved | undefined => {
  const { person, from, approvers } = ballot
  const why = whyIneligible({ person, platform: from.platform }, electorateOf(record, approvers, votes))
  if (why !== undefined) return refused(why.kind, ineligibleSentence(why, 'decide'))
  return votes.some((vote) => samePerson(vote.person, person))
    ? refused('voted', `You have voted already. Take it back with /edgekv withdraw ${record.id}.`)
    : undefined
}
