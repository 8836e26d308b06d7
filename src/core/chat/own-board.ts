import { membersOfAny } from '../people/group-members.ts'
import { isMember } from '../people/members.ts'
import { samePerson } from '../people/same-person.ts'
import { decidingGroups } from '../request/deciding-groups.ts'
import { type Poll, pollOf } from '../request/poll.ts'
import type { ActionRecord } from '../request/record.ts'
import { boardReaders } from './board-readers.ts'
import type { Call } from './call.ts'
import type { ChatTools } from './chat-tools.ts'
import { ownerOfTeam } from './electorate.ts'
import { freezeOn } from './freeze-on.ts'
import type { Sender } from './inbound.ts'
import { personOfSender } from './person-of-sender.ts'
import { boardView } from './views/board-view.ts'
import { keyOf } from './views/record-ref.ts'
import type { Block, View } from './views/view.ts'
import { visibleRecords } from './visible-records.ts'

/** Why this person's own vote is not wanted; undefined when it is, which the click finds out anew. */
const whyNoVote = (
  { person }: Call,
  record: ActionRecord,
  { votes }: Poll,
  isApprover: boolean,
): string | undefined => {
  const own = votes.find((vote) => samePerson(vote.person, person))
  if (own !== undefined) return own.kind === 'approve' ? 'You have approved this.' : 'You have denied this.'
  if (samePerson(record.asker, person) && !record.policy.selfApproval)
    return 'You asked for this, so somebody else must decide it.'
  return isApprover ? undefined : 'Others decide this.'
}

const without = (blocks: readonly Block[], actions: readonly string[]): readonly Block[] =>
  blocks.flatMap((block): readonly Block[] => {
    if (block.kind !== 'buttons') return [block]
    const buttons = block.buttons.filter(({ action }) => !actions.includes(action))
    return buttons.length === 0 ? [] : [{ ...block, buttons }]
  })

const decisions = ['approve', 'deny', 'go-production', 'deny-production']

const forPerson = (call: Call, record: ActionRecord, view: View, isApprover: boolean): View => {
  const poll = pollOf(record)
  if (poll === undefined) return view
  const why = whyNoVote(call, record, poll, isApprover)
  const isTheirs =
    (poll.about === 'request' && samePerson(record.asker, call.person)) ||
    poll.votes.some((vote) => samePerson(vote.person, call.person))
  const hidden = [...(why === undefined ? [] : decisions), ...(isTheirs ? [] : ['withdraw'])]
  const note: readonly Block[] = why === undefined ? [] : [{ kind: 'note', text: [why] }]
  return { ...view, blocks: without([...view.blocks.slice(0, -1), ...note, ...view.blocks.slice(-1)], hidden) }
}

/**
 * A record's message as this one person's client shall show it now: with the buttons that are theirs to press. Undefined
 * for a record that is not there or not theirs to see; what they press is checked anew in any case.
 */
export const ownBoard = async (tools: ChatTools, sender: Sender, ref: string): Promise<View | undefined> => {
  const key = keyOf(ref)
  if (key === undefined || !tools.accounts.includes(key.account)) return undefined
  if (sender.guest === true || sender.foreign === true) return undefined
  const person = personOfSender(tools.resolving.directory, sender)
  const call: Call = { tools, person, sender, reply: { platform: sender.platform, data: {} } }
  const snapshot = await tools.records.load(key)
  if (snapshot === undefined || (await visibleRecords(call, [snapshot.record.value])).length === 0) return undefined
  const record = snapshot.record.value
  const groups = decidingGroups(ownerOfTeam(tools, record.owner), record)
  const members = await membersOfAny(groups, { ...tools.resolving, fresh: false }, [person])
  const approvers = groups.join(' or ') || 'nobody'
  const names = { approvers, readers: await boardReaders(tools, record), ...freezeOn(tools, record) }
  return forPerson(call, record, boardView(snapshot, names), isMember(members, person))
}
