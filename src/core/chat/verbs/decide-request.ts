import { approversOf } from '../../people/approvers-of.ts'
import type { Destination } from '../../people/destination.ts'
import { eligible } from '../../people/eligible.ts'
import { groupMembers } from '../../people/group-members.ts'
import type { Members } from '../../people/members.ts'
import type { Owner } from '../../people/owner.ts'
import type { RecordKey } from '../../ports/records.ts'
import { askApproval } from '../../request/ask-approval.ts'
import { castVote } from '../../request/cast-vote.ts'
import { refused } from '../../request/move.ts'
import type { ActionRecord } from '../../request/record.ts'
import type { Vote } from '../../request/vote.ts'
import { withdraw } from '../../request/withdraw.ts'
import { type Applied, applyMove } from '../apply-move.ts'
import { type Answer, type Call, replace, show } from '../call.ts'
import type { View } from '../views/view.ts'
import { sentenceView } from '../views/words.ts'

export const ownerOfRecord = ({ tools }: Call, record: ActionRecord): Owner | undefined =>
  tools.owners.find((owner) => owner.team === record.owner)

const approversFor = async (call: Call, record: ActionRecord) => {
  const owner = ownerOfRecord(call, record)
  const name = owner === undefined ? 'nobody' : approversOf(owner, record.policy)
  const people = [call.person, record.asker, ...record.votes.map((vote) => vote.person)]
  return groupMembers(name, { ...call.tools.resolving, fresh: true }, people)
}

const placesOf = (owner: Owner | undefined): readonly Destination[] => [
  ...(owner?.slack === undefined ? [] : [{ kind: 'channel', platform: 'slack', id: owner.slack.channel } as const]),
  ...(owner?.teams === undefined
    ? []
    : [{ kind: 'channel', platform: 'teams', id: owner.teams.conversation } as const]),
]

const said = (applied: Applied, sentence: (record: ActionRecord) => string): Answer =>
  show(sentenceView(applied.kind === 'refused' ? applied.refusal.sentence : sentence(applied.record)))

interface Hearers {
  readonly approvers: Members
  readonly places: readonly Destination[]
}

const hearersOf = async (call: Call, record: ActionRecord): Promise<Hearers> => {
  const places = placesOf(ownerOfRecord(call, record))
  return { approvers: await approversFor(call, record), places: places.length === 0 ? call.tools.fallback : places }
}

const canVote = (record: ActionRecord, approvers: Members): number => {
  const asker = { person: record.asker, platform: record.askedFrom.platform }
  return eligible({ approvers, asker, selfApproval: record.policy.selfApproval, others: [] }).length
}

const askedSentence = (record: ActionRecord, { approvers, places }: Hearers): View => {
  const first = places.find((place) => place.kind === 'channel')
  const where = first?.kind === 'channel' ? { channel: first.id } : 'the approvers'
  const until = { time: record.lapsesAt ?? 0 }
  return {
    summary: `${record.id} was asked for; ${approvers.group} can decide.`,
    blocks: [
      {
        kind: 'text',
        text: [
          `Asked as ${record.id}, in `,
          where,
          `. ${approvers.group} can decide until `,
          until,
          '. You will hear of it.',
        ],
      },
    ],
  }
}

/** *Ask for approval*: now others hear of it, where the approvers are. */
export const askForApproval = async (call: Call, key: RecordKey, reason?: string): Promise<Answer> => {
  let hearers: Hearers | undefined
  const { platform, workspace, user } = call.sender
  const applied = await applyMove(call, key, async ({ record: { value: record } }) => {
    hearers = await hearersOf(call, record)
    return askApproval(record, {
      person: call.person,
      from: { platform, workspace, user },
      now: call.tools.clock.now(),
      canVote: canVote(record, hearers.approvers),
      places: hearers.places,
      ...(reason === undefined ? {} : { reason }),
    })
  })
  if (applied.kind === 'refused' || hearers === undefined)
    return show(sentenceView(applied.kind === 'refused' ? applied.refusal.sentence : `${key.id} is asked for.`))
  return replace(askedSentence(applied.record, hearers))
}

/** Approve or deny, by button or by verb. */
export const vote = async (call: Call, key: RecordKey, kind: Vote['kind'], reason?: string): Promise<Answer> => {
  const applied = await applyMove(call, key, async ({ record: { value: record } }) => {
    const { platform, workspace, user } = call.sender
    return castVote(record, {
      kind,
      person: call.person,
      from: { platform, workspace, user },
      now: call.tools.clock.now(),
      approvers: await approversFor(call, record),
      ...(reason === undefined ? {} : { reason }),
    })
  })
  return said(applied, (record) => {
    if (record.state === 'approved') return `Thank you: ${record.id} is approved and starts now.`
    if (record.state === 'denied') return `${record.id} is denied. ${record.asker.name} is told.`
    return `Thank you: your approval of ${record.id} counts; ${record.policy.approvals - record.votes.length} more needed.`
  })
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
