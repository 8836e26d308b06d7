import { type Electorate, whyIneligible } from '../people/eligible.ts'
import type { Members } from '../people/members.ts'
import type { Part } from '../people/same-person.ts'
import type { ActionRecord } from './record.ts'
import type { Vote } from './vote.ts'

const partOf = ({ person, by }: Vote): Part => ({ person, platform: by.platform })

/** The rules for one more vote beside those. */
export const electorateOf = (
  { asker, askedFrom, policy }: Pick<ActionRecord, 'asker' | 'askedFrom' | 'policy'>,
  approvers: Members,
  others: readonly Vote[],
): Electorate => ({
  approvers,
  asker: { person: asker, platform: askedFrom.platform },
  selfApproval: policy.selfApproval,
  others: others.map(partOf),
})

/** Of these approvals, the ones of people who still may give one. */
export const votesThatCount = (
  record: Pick<ActionRecord, 'asker' | 'askedFrom' | 'policy'>,
  votes: readonly Vote[],
  approvers: Members,
): readonly Vote[] =>
  votes.filter((vote, index) => {
    const electorate = electorateOf(record, approvers, votes.slice(0, index))
    return vote.kind === 'approve' && whyIneligible(partOf(vote), electorate) === undefined
  })

/**
 * Before one more vote is cast: the earlier ones that count, and those that stay on record. A group that cannot be read says
 * of nobody that they left it.
 */
export const earlierVotes = (
  record: Pick<ActionRecord, 'asker' | 'askedFrom' | 'policy'>,
  votes: readonly Vote[],
  approvers: Members,
): { readonly counting: readonly Vote[]; readonly kept: readonly Vote[] } => {
  const counting = votesThatCount(record, votes, approvers)
  return { counting, kept: approvers.unreadable.length > 0 ? votes : counting }
}
