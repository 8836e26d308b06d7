import { membersOfAny, type Resolving } from '../people/group-members.ts'
import type { Owner } from '../people/owner.ts'
import { digestOf } from '../plan/digest.ts'
import { rebind } from '../plan/make-plan.ts'
import type { PlanTools } from '../plan/plan-tools.ts'
import { whatMoved } from '../plan/what-moved.ts'
import { decidingGroups } from '../request/deciding-groups.ts'
import type { ActionRecord } from '../request/record.ts'
import type { Vote } from '../request/vote.ts'
import { votesThatCount } from '../request/votes-that-count.ts'
import { outsideFailureOf } from '../token/outside-failure-of.ts'
import type { Readiness } from './engine-tools.ts'

export interface ReadinessTools {
  readonly resolving: Omit<Resolving, 'fresh'>
  readonly owners: readonly Owner[]
  planToolsFor(account: string): PlanTools
}

/** Votes of people who are no longer eligible do not count: asked anew, and failing closed. */
const standing = async (tools: ReadinessTools, record: ActionRecord): Promise<readonly Vote[]> => {
  const owner = tools.owners.find((one) => one.team === record.owner)
  const voters = record.votes.map((vote) => vote.person)
  const approvers = await membersOfAny(decidingGroups(owner, record), { ...tools.resolving, fresh: true }, voters)
  return votesThatCount(record, record.votes, approvers)
}

const checkVotes = async (tools: ReadinessTools, record: ActionRecord): Promise<Readiness> => {
  const votes = record.breakGlass === true ? record.votes : await standing(tools, record)
  if (record.breakGlass === true || votes.length >= record.policy.approvals) return { kind: 'ready' }
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
