import type { Destination } from '../../people/destination.ts'
import { groupMembers } from '../../people/group-members.ts'
import type { RecordKey } from '../../ports/records.ts'
import { askApproval } from '../../request/ask-approval.ts'
import { type Moved, refused } from '../../request/move.ts'
import type { ActionRecord } from '../../request/record.ts'
import { applyMove } from '../apply-move.ts'
import { type Answer, type Call, replace, show } from '../call.ts'
import type { ChatTools } from '../chat-tools.ts'
import {
  approversFor,
  directTo,
  directToBlind,
  ownChannels,
  ownerOfTeam,
  votersFor,
  votesPossible,
} from '../electorate.ts'
import { mayNotAsk, ownersOfRecord } from '../owners-of-ask.ts'
import type { View } from '../views/view.ts'
import { counted, sentenceView } from '../views/words.ts'

interface Hearers {
  readonly group: string
  readonly canVote: number
  readonly places: readonly Destination[]
  readonly direct: readonly Destination[]
  readonly onCall: readonly Destination[]
}

/** A leaked token is on-call's business from the moment that it is said. */
const onCallOf = async (tools: ChatTools, record: ActionRecord): Promise<readonly Destination[]> => {
  const group = ownerOfTeam(tools, record.owner)?.onCall
  if (record.plan.binding.options.compromised !== true || group === undefined) return []
  const { people } = await groupMembers(group, { ...tools.resolving, fresh: true })
  return directTo(tools, people)
}

const hearersOf = async ({ tools, person }: Call, record: ActionRecord): Promise<Hearers> => {
  const approvers = await approversFor(tools, record, [person])
  const voters = votersFor(record, approvers)
  const places = ownChannels(tools, record.owner)
  const direct = await directToBlind(tools, voters, places)
  return {
    group: approvers.group,
    canVote: votesPossible(record, approvers),
    places,
    direct,
    onCall: await onCallOf(tools, record),
  }
}

const askedSentence = (record: ActionRecord, { group, places, direct }: Hearers): View => {
  const first = places.find((place) => place.kind === 'channel')
  const where = first?.kind === 'channel' ? { channel: first.id } : 'the approvers'
  const also = direct.length === 0 ? '' : ` and by direct message to ${counted(direct.length, 'approver')}`
  return {
    summary: `${record.id} was asked for; ${group} can decide.`,
    blocks: [
      {
        kind: 'text',
        text: [
          `Asked as ${record.id}, in `,
          where,
          `${also}. ${group} can decide until `,
          { time: record.lapsesAt ?? 0 },
          '. You will hear of it.',
        ],
      },
    ],
  }
}

/** Whoever might ask when the plan was made may have lost that since. */
const stillMayNot = async (call: Call, record: ActionRecord): Promise<Moved | undefined> => {
  const owners = await ownersOfRecord(call, record)
  const not = owners === undefined ? undefined : await mayNotAsk(call, owners)
  return not === undefined ? undefined : refused('may-not-ask', not)
}

/** *Ask for approval*: now others hear of it, where the approvers are. */
export const askForApproval = async (call: Call, key: RecordKey, reason?: string): Promise<Answer> => {
  let hearers: Hearers | undefined
  const { platform, workspace, user } = call.sender
  const applied = await applyMove(call, key, async ({ record: { value: record } }) => {
    hearers = await hearersOf(call, record)
    const moved = askApproval(record, {
      person: call.person,
      from: { platform, workspace, user },
      now: call.tools.clock.now(),
      canVote: hearers.canVote,
      places: [...hearers.places, ...hearers.direct],
      onCall: hearers.onCall,
      ...(reason === undefined ? {} : { reason }),
    })
    return moved.kind === 'refused' ? moved : ((await stillMayNot(call, record)) ?? moved)
  })
  if (applied.kind === 'refused' || hearers === undefined)
    return show(sentenceView(applied.kind === 'refused' ? applied.refusal.sentence : `${key.id} is asked for.`))
  return replace(askedSentence(applied.record, hearers))
}
