import type { Scan } from '../inventory/scan.ts'
import { groupMembers } from '../people/group-members.ts'
import { digestOf } from '../plan/digest.ts'
import { rebind } from '../plan/make-plan.ts'
import { rescan } from '../plan/rescan.ts'
import { whatMoved } from '../plan/what-moved.ts'
import type { RecordKey } from '../ports/records.ts'
import { type Move, recordPart } from '../request/move.ts'
import { pollOf } from '../request/poll.ts'
import type { ActionRecord } from '../request/record.ts'
import { remind, reminderDue } from '../request/remind.ts'
import { remindOfReview, tellUntold } from '../request/review.ts'
import { commitMove } from '../rotation/commit-next.ts'
import { makeVoid } from '../rotation/states/ends.ts'
import { outsideFailureOf } from '../token/outside-failure-of.ts'
import type { ChatTools } from './chat-tools.ts'
import { directTo } from './electorate.ts'
import { lateApprovers } from './late-approvers.ts'

/** A backup group is small; of a large one the rest finds the request in App Home. */
const mostBackups = 20
/** A look comes only every five minutes: a record that others change just then should not wait for the next one. */
const mostTries = 3

/** Decides on what stands now; a lost race is decided again on what won, and in the end left to the next look. */
const moveIt = async (
  tools: ChatTools,
  key: RecordKey,
  decide: (record: ActionRecord) => Move | undefined | Promise<Move | undefined>,
): Promise<void> => {
  for (let n = 0; n < mostTries; n += 1) {
    const snapshot = await tools.records.load(key)
    const move = snapshot === undefined ? undefined : await decide(snapshot.record.value)
    if (snapshot === undefined || move === undefined) return
    const committed = await commitMove(tools, snapshot, move)
    if (committed.kind === 'moved') continue
    const { account, id } = key
    if (committed.kind === 'ok') await tools.wakeups.wake([{ account, id, part: recordPart }])
    return
  }
}

const backupOf = async (tools: ChatTools, record: ActionRecord) => {
  const { backup } = record.policy
  if (backup === undefined || pollOf(record)?.reminded !== undefined) return []
  const { people } = await groupMembers(backup, { ...tools.resolving, fresh: true })
  return directTo(tools, people.slice(0, mostBackups))
}

const tellLate = async (tools: ChatTools, record: ActionRecord): Promise<Move | undefined> => {
  if (record.review?.untold === undefined || record.review.done !== undefined) return undefined
  const late = await lateApprovers(tools, record)
  return late === undefined ? undefined : tellUntold(record, late)
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
    for (const owing of await tools.records.owingReview(account))
      if (remindOfReview(owing, now()) !== undefined)
        await moveIt(tools, owing, (record) => remindOfReview(record, now()))
      else if (owing.review?.untold !== undefined) await moveIt(tools, owing, (record) => tellLate(tools, record))
}

const voidIfMoved = (tools: ChatTools, asked: ActionRecord, seen: Scan): Promise<void> =>
  moveIt(tools, asked, async (record) => {
    if (record.state !== 'requested') return undefined
    const { account, plan } = record
    // What was read while the plan was made, or before, knows less than the plan.
    if (seen.inventory.scannedAt < plan.findings.madeAt) return undefined
    const binding = await rebind(tools.planToolsFor(account), record, seen)
    if (binding !== undefined && digestOf(binding) === plan.digest) return undefined
    return makeVoid(record, tools.clock.now(), whatMoved(plan.binding, binding))
  })

/**
 * Looks at the plans of an account's open requests again, with the scan just made or one of its own: one that has moved is
 * void, and its card says what moved.
 */
export const recheckPlans = async (tools: ChatTools, account: string, scanned?: Scan): Promise<void> => {
  const open = (await tools.records.open(account)).filter(({ state }) => state === 'requested')
  if (open.length === 0) return
  try {
    const seen = scanned ?? (await rescan(tools.planToolsFor(account), account))
    for (const asked of open) await voidIfMoved(tools, asked, seen)
  } catch (error) {
    if (outsideFailureOf(error)?.system !== 'akamai') throw error
    tools.log.info('open plans could not be looked at again', { account, requests: open.length })
  }
}
