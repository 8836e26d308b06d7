import { makePlan } from '../../plan/make-plan.ts'
import type { Plan } from '../../plan/plan.ts'
import type { ActionRecord } from '../../request/record.ts'
import { abandonLost, lostTargets } from '../../rotation/lost/abandon-lost.ts'
import { adoptAsk } from '../../rotation/lost/adopt-ask.ts'
import { findLost } from '../../rotation/lost/find-lost.ts'
import type { LostRotation } from '../../rotation/lost/lost-rotation.ts'
import { auditRefusal } from '../audit-refusal.ts'
import { type Answer, type Call, show } from '../call.ts'
import type { Command } from '../grammar/command.ts'
import { sentenceView } from '../views/words.ts'
import { askForAction, policyFor } from './ask-for-action.ts'
import { may } from './steer-rotation.ts'

/** The lost rotation with the mark of the line, in the account it names or in any. */
const lostFor = async ({ tools }: Call, { rotation: mark, account }: Command): Promise<LostRotation | undefined> => {
  for (const name of account === undefined ? tools.accounts : [account]) {
    const lost = await findLost(tools.planToolsFor(name), name)
    const found = lost.find((one) => one.mark === mark)
    if (found !== undefined) return found
  }
  return undefined
}

const notLost = ({ rotation: mark }: Command): Answer =>
  show(
    sentenceView(
      `Nothing unfinished with the mark ${mark} was found at Akamai that no record knows. See what is running: /edgekv status.`,
    ),
  )

/** *Adopt*: what is left of a lost rotation becomes a request, approved anew. */
export const adoptLost = async (call: Call, command: Command): Promise<Answer> => {
  const lost = await lostFor(call, command)
  return lost === undefined ? notLost(command) : askForAction(call, adoptAsk(lost), command, 'ask')
}

const recordFor = async (call: Call, lost: LostRotation, plan: Plan) => {
  const { tools, person, sender } = call
  const targets = await lostTargets(tools.planToolsFor(lost.account).edgeWorkers, lost)
  const { platform, workspace, user } = sender
  return (id: string, mark: string) =>
    abandonLost(
      {
        id,
        mark,
        ask: adoptAsk(lost),
        plan,
        policy: policyFor(call, plan),
        person,
        from: { platform, workspace, user },
        now: tools.clock.now(),
        ...(call.in === undefined ? {} : { askedIn: call.in }),
      },
      lost,
      targets,
    )
}

const goBack = async (call: Call, lost: LostRotation, plan: Plan): Promise<ActionRecord | string> => {
  const make = await recordFor(call, lost, plan)
  const not = await may(call, make('', lost.mark).record, 'member-or-approver')
  if (not === undefined) return call.tools.records.create(lost.account, make)
  await auditRefusal(call, { account: lost.account, action: 'abandon', code: 'may-not' })
  return not
}

/** *Abandon* of a lost rotation: what it activated goes back, where the old token lives. */
export const abandonMark = async (call: Call, command: Command): Promise<Answer> => {
  const lost = await lostFor(call, command)
  if (lost === undefined) return notLost(command)
  const planned = await makePlan(call.tools.planToolsFor(lost.account), adoptAsk(lost))
  if (planned.kind !== 'plan') return notLost(command)
  const record = await goBack(call, lost, planned.plan)
  if (typeof record === 'string') return show(sentenceView(record))
  const back = `${lost.deployed.length} activation${lost.deployed.length === 1 ? '' : 's'} of it`
  return show(
    sentenceView(`${record.id} takes back ${back}; ${lost.replacement} is kept. Look: /edgekv status ${record.id}.`),
  )
}
