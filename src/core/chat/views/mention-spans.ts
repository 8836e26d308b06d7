import type { Group } from '../../people/group.ts'
import type { Platform } from '../../people/person.ts'
import type { WarningSettings } from '../../warning/warning-settings.ts'
import type { Rich, Span } from './view.ts'

type Known = Pick<WarningSettings, 'people' | 'groups'>

const person = (platform: Platform, id: string, name: string): Span => ({
  person: { platform, workspace: '', user: id },
  name,
  notify: true,
})

/** Teams' bots cannot notify a group: its people that are configured by name stand beside it. */
const groupSpans = (id: string, group: Group, platform: Platform, { people }: Known): readonly Span[] => {
  const name: Span = { group: id, name: group.name }
  if (platform === 'slack') return [name]
  const named = people.flatMap((one) =>
    one.teams !== undefined && group.people.includes(one.name) ? [' ', person('teams', one.teams, one.name)] : [],
  )
  return [name, ...named]
}

/** A mention such as `slack:S0…` as what readers see, and the platform notifies. */
const spansOf = (mention: string, known: Known): readonly Span[] => {
  const platform = mention.startsWith('slack:') ? 'slack' : 'teams'
  const id = mention.slice(mention.indexOf(':') + 1)
  const group = known.groups.find((one) => (platform === 'slack' ? one.slackUserGroup : one.teamsGroup) === id)
  if (group !== undefined) return groupSpans(id, group, platform, known)
  return [person(platform, id, known.people.find((one) => one[platform] === id)?.name ?? id)]
}

/** Everybody mentioned, with spaces between. */
export const mentionSpans = (mentions: readonly string[], known: Known): Rich =>
  [...new Set(mentions)].flatMap((mention, index) => [...(index === 0 ? [] : [' ']), ...spansOf(mention, known)])
