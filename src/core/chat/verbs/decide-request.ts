import type { Owner } from '../../people/owner.ts'
import type { RecordKey } from '../../ports/records.ts'
import { castVote } from '../../request/cast-vote.ts'
import { refused } from '../../request/move.ts'
import { type Poll, pollOf } from '../../request/poll.ts'
import type { ActionRecord } from '../../request/record.ts'
import type { Vote } from '../../request/vote.ts'
import { withdraw } from '../../request/withdraw.ts'
import { voteAtGate } from '../../rotation/moves/production-gate.ts'
import { type Applied, applyMove } from '../apply-move.ts'
import { type Answer, type Call, replace, show } from '../call.ts'
import { approversFor } from '../electorate.ts'
import { sentenceView } from '../views/words.ts'

export const ownerOfRecord = ({ tools }: Call, record: ActionRecord): Owner | undefined =>
  tools.owners.find((owner) => owner.team === record.owner)

const said = (applied: Applied, sentence: (record: ActionRecord) => string): Answer =>
  show(sentenceView(applied.kind === 'refused' ? applied.refusal.sentence : sentence(applied.record)))

const voted = (record: ActionRecord, kind: Vote['kind']): string => {
  const { id, policy } = record
  const poll = pollOf(record)
  if (poll === undefined && record.gate !== undefined)
    return kind === 'approve'
      ? `${id} goes to production.`
      : `${id} does not go to production. It is held: Retry asks again, Abandon goes back.`
  if (record.state === 'approved') return `Thank you: ${id} is approved and starts now.`
  if (record.state === 'denied') return `${id} is denied. ${record.asker.name} is told.`
  const missing = Math.max(1, policy.approvals - (poll?.votes.length ?? 0))
  return `Thank you: your approval of ${id} counts; ${missing} more needed.`
}

/** A button is about the one vote that it was shown for, whatever is open when it is pressed; a typed line has no `about`. */
interface Choice {
  readonly kind: Vote['kind']
  readonly about?: Poll['about']
}

/** Approve or deny, by button or by verb: the request, or its going to production. */
export const vote = async (call: Call, key: RecordKey, choice: Choice, reason?: string): Promise<Answer> => {
  const { kind } = choice
  const applied = await applyMove(call, key, async ({ record: { value: record } }) => {
    const { platform, workspace, user } = call.sender
    const ballot = {
      kind,
      person: call.person,
      from: { platform, workspace, user },
      now: call.tools.clock.now(),
      approvers: await approversFor(call.tools, record, [call.person]),
      ...(reason === undefined ? {} : { reason }),
    }
    const about = choice.about ?? pollOf(record)?.about
    return about === 'production' ? voteAtGate(record, ballot) : castVote(record, ballot)
  })
  return said(applied, (record) => voted(record, kind))
}

export const withdrawRequest = async (call: Call, key: RecordKey): Promise<Answer> => {
  const applied = await applyMove(call, key, ({ record: { value: record } }) => {
    const { platform, workspace, user } = call.sender
    return withdraw(record, { person: call.person, from: { platform, workspace, user }, now: call.tools.clock.now() })
  })
  return said(applied, (record) =>
    record.state === 'withdrawn'
      ? `${record.id} is withdrawn; nothing was done.`
      : `Your vote on ${record.id} is taken back.`,
  )
}

/** *Cancel* on a plan that only its asker has seen. */
export const cancelPlan = async (call: Call, key: RecordKey): Promise<Answer> => {
  const applied = await applyMove(call, key, ({ record: { value: record } }) => {
    if (record.state !== 'asked')
      return refused('asked', `${record.id} has been asked for already. Withdraw it: /edgekv withdraw ${record.id}.`)
    const { platform, workspace, user } = call.sender
    return withdraw(record, { person: call.person, from: { platform, workspace, user }, now: call.tools.clock.now() })
  })
  return applied.kind === 'refused'
    ? show(sentenceView(applied.refusal.sentence))
    : replace(sentenceView('Cancelled. Nothing was done.'))
}
