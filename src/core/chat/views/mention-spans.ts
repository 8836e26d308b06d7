import type { WarningSettings } from '../../warning/warning-settings.ts'
import type { Rich, Span } from './view.ts'

type Known = Pick<WarningSettings, 'people' | 'groups'>

/** A mention such as `slack:S0…` as what readers see, and the platform notifies. */
const spanOf = (mention: string, { people, groups }: Known): Span => {
  const at = mention.indexOf(':')
  const platform = mention.startsWith('slack:') ? 'slack' : 'teams'
  const id = mention.slice(at + 1)
  const group = groups.find((one) => (platform === 'slack' ? one.slackUserGroup : one.teamsGroup) === id)
  if (group !== undefined) return { group: id, name: group.name }
  const name = people.find((person) => person[platform] === id)?.name ?? id
  return { person: { platform, workspace: '', user: id }, name }
}

/** Everybody mentioned, with spaces between. */
export const mentionSpans = (mentions: readonly string[], known: Known): Rich =>
  [...new Set(mentions)].flatMap((mention, index) => [...(index === 0 ? [] : [' ']), spanOf(mention, known)])
