import { membershipOf } from '../../people/group-members.ts'
import { isMemberOf } from '../../people/members.ts'
import { samePerson } from '../../people/same-person.ts'
import { decidingGroups } from '../../request/deciding-groups.ts'
import { pollOf } from '../../request/poll.ts'
import type { ActionRecord } from '../../request/record.ts'
import { type Answer, type Call, replace } from '../call.ts'
import { ownerOfTeam } from '../electorate.ts'
import { type Seen, visibleTokens } from '../find-token.ts'
import { homeView } from '../views/home-view.ts'
import { visibleRecords } from '../visible-records.ts'

const groupsOf = ({ tools }: Call, record: ActionRecord): readonly string[] =>
  decidingGroups(ownerOfTeam(tools, record.owner), record)

/** Requests that this person could decide now, by groups as last read: the click asks anew. */
const waitingFor = async (call: Call, open: readonly ActionRecord[]): Promise<readonly ActionRecord[]> => {
  const { person, tools } = call
  const asked = open.filter((record) => pollOf(record) !== undefined)
  const groups = [...new Set(asked.flatMap((record) => groupsOf(call, record)))]
  const membership = await membershipOf(groups, { ...tools.resolving, fresh: false }, [person])
  return asked.filter(
    (record) =>
      groupsOf(call, record).some((group) => isMemberOf(membership, group, person)) &&
      (record.policy.selfApproval || !samePerson(record.asker, person)) &&
      !pollOf(record)?.votes.some((vote) => samePerson(vote.person, person)),
  )
}

/** Tokens of the teams that this person belongs to or approves for; of none, all that they may see. */
const ownFirst = async ({ tools, person }: Call, tokens: readonly Seen[]): Promise<readonly Seen[]> => {
  const names = tools.owners.flatMap((owner) => [owner.members, owner.approvers]).filter((one) => one !== 'everyone')
  const membership = await membershipOf([...new Set(names)], { ...tools.resolving, fresh: false }, [person])
  const own = tokens.filter(({ owner: { members, approvers } }) =>
    [members, approvers].some((name) => isMemberOf(membership, name, person)),
  )
  return own.length > 0 ? own : tokens
}

/** App Home: what I asked for, what waits for me, my tokens by urgency, what is running. */
export const home = async (call: Call): Promise<Answer> => {
  const { tools, person } = call
  const open = await visibleRecords(call, await tools.records.open())
  const mine = open.filter((record) => samePerson(record.asker, person))
  const waiting = await waitingFor(call, open)
  const running = open.filter((record) => !['asked', 'requested'].includes(record.state))
  const tokens = await ownFirst(call, await visibleTokens(call))
  return replace(homeView({ mine, waiting, running, tokens, now: tools.clock.now() }))
}
