import { groupMembers } from '../people/group-members.ts'
import { digestOf } from '../plan/digest.ts'
import { rebind } from '../plan/make-plan.ts'
import { whatMoved } from '../plan/what-moved.ts'
import type { RecordKey } from '../ports/records.ts'
import { type Move, recordPart } from '../request/move.ts'
import type { ActionRecord } from '../request/record.ts'
import { remind, reminderDue } from '../request/remind.ts'
import { remindOfReview } from '../request/review.ts'
import { commitMove } from '../rotation/commit-next.ts'
import { makeVoid } from '../rotation/states/ends.ts'
import { outsideFailureOf } from '../token/outside-failure-of.ts'
import type { ChatTools } from './chat-tools.ts'

/** Reviews are looked for among this many newest records of an account. */
const mostRecent = 200

/** Decides on what stands now; a lost race is left to the next look. */
const moveIt = async (
  tools: ChatTools,
  key: RecordKey,
  decide: (record: ActionRecord) => Move | undefined | Promise<Move | undefined>,
): Promise<void> => {
  const snapshot = await tools.records.load(key)
  const move = snapshot === undefined ? undefined : await decide(snapshot.record.value)
  if (snapshot === undefined || move === undefined) return
  const committed = await commitMove(tools, snapshot, move)
  if (committed.kind !== 'ok') return
  const { account, id } = key
  await tools.wakeups.wake([{ account, id, part: recordPart }])
}

const backupOf = async (tools: ChatTools, { policy, reminded }: ActionRecord) => {
  if (policy.backup === undefined || reminded !== undefined) return []
  const { people } = await groupMembers(policy.backup, { ...tools.resolving, fresh: true })
  return people.slice(0, 20).flatMap(({ identities }) => {
    const identity = identities.find(({ platform }) => tools.messengers[platform] !== undefined)
    return identity === undefined ? [] : [{ kind: 'direct', identity } as const]
  })
}

/** Reminders of open requests, and of reviews that are owed. */
export const remindPeople = async (tools: ChatTools): Promise<void> => {
  const now = () => tools.clock.now()
  for (const open of await tools.records.open())
    await moveIt(tools, open, async (record) => {
      const which = reminderDue(record, now())
      return which === undefined ? undefined : remind(record, which, await backupOf(tools, record))
    })
  for (const account of tools.accounts)
    for (const recent of await tools.records.recent(account, mostRecent))
      if (remindOfReview(recent, now()) !== undefined)
        await moveIt(tools, recent, (record) => remindOfReview(record, now()))
}

const voidIfMoved = (tools: ChatTools, asked: ActionRecord): Promise<void> =>
  moveIt(tools, asked, async (record) => {
    if (record.state !== 'requested') return undefined
    const { account, ask, id, plan } = record
    const binding = await rebind(tools.planToolsFor(account), ask, id, plan.binding)
    if (binding !== undefined && digestOf(binding) === plan.digest) return undefined
    return makeVoid(record, tools.clock.now(), whatMoved(plan.binding, binding))
  })

/** Looks at the plans of open requests again: one that has moved is void, and its card says what moved. */
export const recheckPlans = async (tools: ChatTools): Promise<void> => {
  for (const open of await tools.records.open()) {
    if (open.state !== 'requested') continue
    try {
      await voidIfMoved(tools, open)
    } catch (error) {
      if (outsideFailureOf(error)?.system !== 'akamai') throw error
      tools.log.info('a plan could not be looked at again', { account: open.account, id: open.id })
    }
  }
}
