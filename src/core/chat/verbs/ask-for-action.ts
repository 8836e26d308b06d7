import type { Owner } from '../../people/owner.ts'
import type { Ask } from '../../plan/ask.ts'
import { makePlan } from '../../plan/make-plan.ts'
import type { Plan } from '../../plan/plan.ts'
import type { NoPlan } from '../../plan/planned.ts'
import type { Policy } from '../../request/policy.ts'
import { policyOf } from '../../request/policy-of.ts'
import { newRecord } from '../../rotation/new-record.ts'
import { asSentence } from '../../token/as-sentence.ts'
import { outsideFailureOf } from '../../token/outside-failure-of.ts'
import { auditRefusal } from '../audit-refusal.ts'
import { type Answer, type Call, show } from '../call.ts'
import { approversFor, ownerOfTeam, votesPossible } from '../electorate.ts'
import { visibleTokens } from '../find-token.ts'
import type { Command } from '../grammar/command.ts'
import { mayNotAsk, mayNotBreakGlass, ownersOfAsk } from '../owners-of-ask.ts'
import { askedView, glassView, planOnlyView } from '../views/plan-view.ts'
import type { View } from '../views/view.ts'
import { sentenceView } from '../views/words.ts'
import { noPlanView } from './plan-answer.ts'

/** `plan`: nothing is saved. `break-glass`: without approval. */
export type How = 'ask' | 'plan' | 'break-glass'

/** Whether the asker may do this at all, before anything is planned and Akamai is asked. */
const mayNot = (call: Call, owners: readonly Owner[], how: How): Promise<string | undefined> =>
  how === 'break-glass' ? mayNotBreakGlass(call, owners) : mayNotAsk(call, owners)

/** What cannot be undone is never asked for without a reason. */
export const policyFor = (call: Call, plan: Plan): Policy => {
  const policy = policyOf(call.tools.policies, plan)
  return plan.binding.action === 'revoke' ? { ...policy, reason: 'required' } : policy
}

const save = async (call: Call, ask: Ask, plan: Plan, command: Command, how: How): Promise<View> => {
  const { tools, person, sender } = call
  const policy = policyFor(call, plan)
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
  return askedView(record, { group: approvers.group, canVote: votesPossible(record, approvers) })
}

/** Who was refused is written down, too. */
const tellTrail = (call: Call, { account, token, action }: Ask, how: How): Promise<void> =>
  auditRefusal(call, { account, token, action, code: how === 'ask' ? 'may-not-ask' : 'may-not-break-glass' })

/** The plan may find another owner than the last scan did: its people decide whether this person may ask. */
const planned = async (
  call: Call,
  ask: Ask,
  { plan, command, how }: { readonly plan: Plan; readonly command: Command; readonly how: How },
  owners: readonly Owner[],
): Promise<View> => {
  if (how === 'plan') return planOnlyView(plan)
  const owner = ownerOfTeam(call.tools, plan.findings.owner)
  const isNew = owner !== undefined && !owners.includes(owner)
  const not = isNew ? await mayNot(call, [owner], how) : undefined
  if (not === undefined) return save(call, ask, plan, command, how)
  await tellTrail(call, ask, how)
  return sentenceView(not)
}

/** Suggestions name only tokens that the asker may see. */
const seenBy = async (call: Call, ask: Ask, why: NoPlan): Promise<NoPlan> =>
  why.kind === 'unknown-token'
    ? { ...why, known: (await visibleTokens(call, ask.account)).map(({ token }) => token.name) }
    : why

/** The asker gets the plan, alone; a record in `asked` is saved, unless only the plan was wanted. */
export const askForAction = async (call: Call, ask: Ask, command: Command, how: How): Promise<Answer> => {
  const { tools } = call
  try {
    const owners = how === 'plan' ? [] : await ownersOfAsk(call, ask)
    const not = await mayNot(call, owners, how)
    if (not !== undefined) {
      await tellTrail(call, ask, how)
      return show(sentenceView(not))
    }
    const made = await makePlan(tools.planToolsFor(ask.account), ask)
    if (made.kind !== 'plan') return show(noPlanView(await seenBy(call, ask, made), command, ask.account))
    return show(await planned(call, ask, { plan: made.plan, command, how }, owners))
  } catch (error) {
    const failure = outsideFailureOf(error)
    if (failure?.system !== 'akamai') throw error
    const next =
      failure.who === 'operator' ? 'An operator must mend this.' : 'Nothing has happened. Please try again in a minute.'
    return show(sentenceView(`Akamai could not be read: ${asSentence(failure.message)} ${next}`))
  }
}
