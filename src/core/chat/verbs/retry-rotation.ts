import type { Ask } from '../../plan/ask.ts'
import { movedTargets } from '../../plan/bind-retry.ts'
import { makePlan } from '../../plan/make-plan.ts'
import type { RecordKey, Snapshot } from '../../ports/records.ts'
import { outsideFailureOf } from '../../token/outside-failure-of.ts'
import type { Answer, Call } from '../call.ts'
import { askForAction } from './ask-for-action.ts'
import { retryHeld } from './steer-rotation.ts'

/** What a retry would have to be asked for; undefined where nobody deployed in between. */
const askOf = (snapshot: Snapshot | undefined): Ask | undefined => {
  const record = snapshot?.record.value
  if (snapshot === undefined || record?.state !== 'held' || movedTargets(snapshot).length === 0) return undefined
  return { action: 'retry', account: record.account, token: record.ask.token, parent: record.id }
}

/** Whether anything of what others deployed must be approved. Where Akamai cannot be read, asking says so. */
const needsApproval = async ({ tools }: Call, ask: Ask): Promise<boolean> => {
  try {
    return (await makePlan(tools.planToolsFor(ask.account), ask)).kind === 'plan'
  } catch (error) {
    if (outsideFailureOf(error)?.system !== 'akamai') throw error
    return true
  }
}

/** *Retry*: the held rotation goes on; over a moved base, a request of its own is asked for first. */
export const retryRotation = async (call: Call, key: RecordKey): Promise<Answer> => {
  const ask = askOf(await call.tools.records.load(key))
  if (ask === undefined || !(await needsApproval(call, ask))) return retryHeld(call, key)
  return askForAction(call, ask, { verb: 'retry', rotation: key.id, options: {}, line: `retry ${key.id}` }, 'ask')
}
