import type { Destination } from '../people/destination.ts'
import { type Electorate, eligible, mostTogether } from '../people/eligible.ts'
import { membersOfAny } from '../people/group-members.ts'
import type { Members } from '../people/members.ts'
import type { Owner } from '../people/owner.ts'
import type { Person } from '../people/person.ts'
import { decidingGroups } from '../request/deciding-groups.ts'
import type { ActionRecord } from '../request/record.ts'
import { electorateOf } from '../request/votes-that-count.ts'
import type { ChatTools } from './chat-tools.ts'

type Asked = Pick<ActionRecord, 'owner' | 'policy' | 'reminded' | 'asker' | 'askedFrom' | 'votes'> &
  Partial<Pick<ActionRecord, 'state' | 'gate'>>

export const ownerOfTeam = (tools: Pick<ChatTools, 'owners'>, team: string): Owner | undefined =>
  tools.owners.find((owner) => owner.team === team)

/** Who may decide, asked anew. `more`: people in question besides asker and voters. */
export const approversFor = (tools: ChatTools, record: Asked, more: readonly Person[] = []): Promise<Members> => {
  const votes = [...record.votes, ...(record.gate?.votes ?? [])]
  const people = [...more, record.asker, ...votes.map((vote) => vote.person)]
  const groups = decidingGroups(ownerOfTeam(tools, record.owner), record)
  return membersOfAny(groups, { ...tools.resolving, fresh: true }, people)
}

const nobodyYet = (record: Asked, approvers: Members): Electorate => electorateOf(record, approvers, [])

/** Everybody whose vote could count. */
export const votersFor = (record: Asked, approvers: Members): readonly Person[] =>
  eligible(nobodyYet(record, approvers))

/** How many of their votes could count together. */
export const votesPossible = (record: Asked, approvers: Members): number => mostTogether(nobodyYet(record, approvers))

export const channelsOf = (owner: Owner | undefined): readonly Destination[] => [
  ...(owner?.slack === undefined ? [] : [{ kind: 'channel', platform: 'slack', id: owner.slack.channel } as const]),
  ...(owner?.teams === undefined
    ? []
    : [{ kind: 'channel', platform: 'teams', id: owner.teams.conversation } as const]),
]

/** Where the owner's people are: its channels, else the fallback. */
export const ownChannels = (tools: ChatTools, team: string): readonly Destination[] => {
  const channels = channelsOf(ownerOfTeam(tools, team))
  return channels.length === 0 ? tools.fallback : channels
}

/** Notices to approvers who were passed by are direct messages; of a larger group the rest reads the channel. */
export const mostSkipped = 500

/** Direct messages are for small groups; of a large one the rest must look into the channel. */
const mostDirect = 20

const seesAny = async (tools: ChatTools, person: Person, channels: readonly Destination[]): Promise<boolean> => {
  const looks = person.identities.flatMap(({ platform, user }) =>
    channels
      .filter((one) => one.kind === 'channel' && one.platform === platform)
      .map((channel) => tools.messengers[platform]?.canSee(channel, user)),
  )
  // What cannot be read counts as seen: a card twice is worse than a mention in the channel.
  return (await Promise.all(looks)).some((sees) => sees !== false)
}

/** A direct message to each of these people, on the first platform that is connected. */
export const directTo = (tools: Pick<ChatTools, 'messengers'>, people: readonly Person[]): readonly Destination[] =>
  people.flatMap(({ identities }) => {
    const identity = identities.find(({ platform }) => tools.messengers[platform] !== undefined)
    return identity === undefined ? [] : [{ kind: 'direct', identity } as const]
  })

/** Direct messages to those of these people who can see none of the channels. */
export const directToBlind = async (
  tools: ChatTools,
  people: readonly Person[],
  channels: readonly Destination[],
): Promise<readonly Destination[]> => {
  const found = await Promise.all(
    people
      .slice(0, mostDirect)
      .map(async (person) => ((await seesAny(tools, person, channels)) ? [] : directTo(tools, [person]))),
  )
  return found.flat()
}
