import { membersOfAny, type Resolving } from '../people/group-members.ts'
import type { Members } from '../people/members.ts'
import type { Owner } from '../people/owner.ts'
import { digestOf } from '../plan/digest.ts'
import { rebind } from '../plan/make-plan.ts'
import type { PlanTools } from '../plan/plan-tools.ts'
import { whatMoved } from '../plan/what-moved.ts'
import { decidingGroups } from '../request/deciding-groups.ts'
import type { ActionRecord } from '../request/record.ts'
import { votesThatCount } from '../request/votes-that-count.ts'
import { outsideFailureOf } from '../token/outside-failure-of.ts'
import type { Readiness } from './engine-tools.ts'

export interface ReadinessTools {
  readonly resolving: Omit<Resolving, 'fresh'>
  readonly owners: readonly Owner[]
  planToolsFor(account: string): PlanTools
}

const approversNow = ({ owners, resolving }: ReadinessTools, record: ActionRecord): Promise<Members> => {
  const owner = owners.find((one) => one.team === record.owner)
  const voters = record.votes.map((vote) => vote.person)
  return membersOfAny(decidingGroups(owner, record), { ...resolving, fresh: true }, voters)
}

/**
 * Votes of people who are no longer eligible do not count: asked anew, and failing closed. Where a group cannot be read
 * nobody's is lost by that: it is asked again.
 */
const checkVotes = async (tools: ReadinessTools, record: ActionRecord): Promise<Readiness> => {
  if (record.breakGlass === true) return { kind: 'ready' }
  const approvers = await approversNow(tools, record)
  const votes = votesThatCount(record, record.votes, approvers)
  if (votes.length >= record.policy.approvals) return { kind: 'ready' }
  if (approvers.unreadable.length > 0)
    return { kind: 'unreadable', sentence: `${approvers.group} could not be read for half an hour.` }
  const sentence = 'Somebody who approved may not any more, so there are too few approvals.'
  return { kind: 'too-few-votes', sentence, votes }
}

const checkPlan = async (tools: ReadinessTools, record: ActionRecord): Promise<Readiness> => {
  try {
    const binding = await rebind(tools.planToolsFor(record.account), record)
    if (binding !== undefined && digestOf(binding) === record.plan.digest) return { kind: 'ready' }
    return { kind: 'moved', sentence: whatMoved(record.plan.binding, binding) }
  } catch (error) {
    const failure = outsideFailureOf(error)
    if (failure?.system !== 'akamai') throw error
    return { kind: 'unreadable', sentence: `Akamai could not be read for half an hour (${failure.message})` }
  }
}

/** Before the first effect: enough votes that still count, and the plan still what was approved. */
export const readinessOf = async (tools: ReadinessTools, record: ActionRecord): Promise<Readiness> => {
  const votes = await checkVotes(tools, record)
  return votes.kind === 'ready' ? checkPlan(tools, record) : votes
}
