import type { Owner } from '../people/owner.ts'
import type { WarningSettings } from './warning-settings.ts'

type Known = Pick<WarningSettings, 'groups' | 'people'>

const personMention = (name: string, platform: 'slack' | 'teams', { people }: Known): readonly string[] => {
  const id = people.find((person) => person.name === name)?.[platform]
  return id === undefined ? [] : [`${platform}:${id}`]
}

/** How a group (or one person) is mentioned on a platform: by its own group there, else by name. */
const groupMentions = (name: string, platform: 'slack' | 'teams', known: Known): readonly string[] => {
  const group = known.groups.find((one) => one.name === name)
  if (group === undefined) return personMention(name, platform, known)
  const id = platform === 'slack' ? group.slackUserGroup : group.teamsGroup
  if (id !== undefined) return [`${platform}:${id}`]
  return group.people.flatMap((person) => personMention(person, platform, known))
}

/** An owner's people as mentions: its members where they are a group, else its approvers. */
export const ownerMentions = (owner: Owner, platform: 'slack' | 'teams', known: Known): readonly string[] =>
  groupMentions(owner.members === 'everyone' ? owner.approvers : owner.members, platform, known)

export const onCallMentions = (owner: Owner, platform: 'slack' | 'teams', known: Known): readonly string[] =>
  owner.onCall === undefined ? [] : groupMentions(owner.onCall, platform, known)
