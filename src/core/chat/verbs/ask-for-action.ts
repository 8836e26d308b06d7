import { membershipOf } from '../../people/group-members.ts'
import { groupsNeeded } from '../../people/groups-needed.ts'
import { mayAsk } from '../../people/may-ask.ts'
import type { Owner } from '../../people/owner.ts'
import { subjectOf } from '../../people/subject-of.ts'
import type { Ask } from '../../plan/ask.ts'
import { makePlan } from '../../plan/make-plan.ts'
import type { Plan } from '../../plan/plan.ts'
import { policyOf } from '../../request/policy-of.ts'
import { newRecord } from '../../rotation/new-record.ts'
import { outsideFailureOf } from '../../token/outside-failure-of.ts'
import { auditRefusal } from '../audit-refusal.ts'
import { type Answer, type Call, show } from '../call.ts'
import { approversFor, votersFor } from '../electorate.ts'
import { ownerOfToken } from '../find-token.ts'
import type { Command } from '../grammar/command.ts'
import { glassGroup, mayBreakGlass } from '../may-break-glass.ts'
import { askedView, glassView, planOnlyView } from '../views/plan-view.ts'
import type { View } from '../views/view.ts'
import { sentenceView } from '../views/words.ts'
import { noPlanView } from './plan-answer.ts'

/** `plan`: nothing is saved. `break-glass`: without approval. */
export type How = 'ask' | 'plan' | 'break-glass'

/** What policies and owners see of a plan. */
export const subject = (plan: Plan) =>
  subjectOf({
    account: plan.binding.account,
    name: plan.binding.old?.name ?? plan.binding.new?.[0]?.name ?? '',
    namespaces: Object.keys(plan.findings.oldScope?.namespaces ?? plan.binding.new?.[0]?.scope.namespaces ?? {}),
  })

const mayNotAsk = async ({ tools, person }: Call, owner: Owner): Promise<View | undefined> => {
  const names = groupsNeeded(owner, [tools.admins])
  const membership = await membershipOf(names, { ...tools.resolving, fresh: true }, [person])
  return mayAsk(owner, person, membership)
    ? undefined
    : sentenceView(`Only members of ${owner.members} may ask for tokens of ${owner.team}. Ask one of them.`)
}

/** Whether the asker may do this at all, before anything is planned. */
const mayNot = async (call: Call, owner: Owner, how: How): Promise<View | undefined> => {
  if (how !== 'break-glass') return mayNotAsk(call, owner)
  if (await mayBreakGlass(call, owner)) return undefined
  const group = glassGroup(call, owner)
  const who =
    group === undefined
      ? `Nobody may break the glass for tokens of ${owner.team}.`
      : `Only ${group} may break the glass for tokens of ${owner.team}.`
  return sentenceView(`${who} Ask for approval instead: /edgekv rotate.`)
}

const save = async (call: Call, ask: Ask, plan: Plan, command: Command, how: How): Promise<View> => {
  const { tools, person, sender } = call
  const policy = policyOf(tools.policies, plan, subject(plan))
  const reason = command.options['reason']
  const record = await tools.records.create(ask.account, (id, mark) =>
    newRecord({
      id,
      mark,
      ask,
      plan,
      policy,
      person,
      from: { platform: sender.platform, workspace: sender.workspace, user: sender.user },
      now: tools.clock.now(),
      ...(call.in === undefined ? {} : { askedIn: call.in }),
      ...(typeof reason === 'string' ? { reason } : {}),
    }),
  )
  if (how === 'break-glass') return glassView(record)
  const approvers = await approversFor(tools, record)
  return askedView(record, { group: approvers.group, canVote: votersFor(record, approvers).length })
}

/** The asker gets the plan, alone; a record in `asked` is saved, unless only the plan was wanted. */
export const askForAction = async (call: Call, ask: Ask, command: Command, how: How): Promise<Answer> => {
  const { tools } = call
  const owner = ownerOfToken(tools, ask.account, { name: ask.token })
  const not = how === 'plan' ? undefined : await mayNot(call, owner, how)
  if (not !== undefined) {
    const code = how === 'ask' ? 'may-not-ask' : 'may-not-break-glass'
    await auditRefusal(call, { account: ask.account, token: ask.token, action: ask.action, code })
    return show(not)
  }
  try {
    const planned = await makePlan(tools.planToolsFor(ask.account), ask)
    if (planned.kind !== 'plan') return show(noPlanView(planned, command.of ?? command.verb, ask.account))
    return show(how === 'plan' ? planOnlyView(planned.plan) : await save(call, ask, planned.plan, command, how))
  } catch (error) {
    const failure = outsideFailureOf(error)
    if (failure?.system !== 'akamai') throw error
    const next =
      failure.who === 'operator' ? 'An operator must mend this.' : 'Nothing has happened. Please try again in a minute.'
    return show(sentenceView(`Akamai could not be read: ${failure.message} ${next}`))
  }
}
