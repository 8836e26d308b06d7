import type { Owner } from '../people/owner.ts'
import { type Crossing, matterOf } from './crossing.ts'
import { channelName, channelNames, channelOf, pageName } from './destination-name.ts'
import { matchesName } from './matches-name.ts'
import { onCallMentions, ownerMentions } from './mentions-of.ts'
import { ownerOfWatched } from './owner-of-watched.ts'
import type { EscalationLevel, WarningSettings } from './warning-settings.ts'
import type { Watched } from './watched.ts'

/** One place where a thing's warnings go. */
export interface Route {
  readonly destination: string
  readonly thresholds: readonly number[]
  /** Whether this place hears of that crossing at all. */
  takes(crossing: Crossing): boolean
  mentions(crossing: Crossing): readonly string[]
}

/** Levels that hold: by days for what expires; all of them for what is dead; the owner's mention for the rest. */
const levelsOf = ({ kind, threshold }: Crossing, { escalate }: WarningSettings): ReadonlySet<EscalationLevel> => {
  if (kind === 'ledger-lost') return new Set()
  const days = kind === 'expired' || kind === 'revoked' ? -1 : threshold
  const holds = escalate.filter((step) => (days === null ? step.level === 'mention-owner' : days <= step.fromDays))
  return new Set(holds.map((step) => step.level))
}

const isDead = ({ kind }: Crossing): boolean => kind === 'expired' || kind === 'revoked'

const pages = (crossing: Crossing, watched: Watched, settings: WarningSettings): boolean =>
  watched.usedOn === 'production' && (isDead(crossing) || levelsOf(crossing, settings).has('page'))

const mentionsFor = (owner: Owner, platform: 'slack' | 'teams', watched: Watched, settings: WarningSettings) => {
  return (crossing: Crossing): readonly string[] => {
    if (matterOf(crossing) !== 'scan' && watched.usedOn === 'nowhere') return []
    const levels = levelsOf(crossing, settings)
    const callsOnCall = levels.has('on-call') || (!settings.hasPager && pages(crossing, watched, settings))
    return [
      ...new Set([
        ...(levels.has('mention-owner') ? ownerMentions(owner, platform, settings) : []),
        ...(callsOnCall ? onCallMentions(owner, platform, settings) : []),
      ]),
    ]
  }
}

const channelsOf = ({ slack, teams }: Owner, settings: WarningSettings): readonly string[] => {
  const own = [
    ...(slack === undefined ? [] : [channelName('slack', slack.channel)]),
    ...(teams === undefined ? [] : [channelName('teams', teams.conversation)]),
  ]
  return own.length > 0 ? own : channelNames(settings.fallback)
}

const takesAll = (): boolean => true

const channelRoute = (destination: string, owner: Owner, watched: Watched, settings: WarningSettings): Route => ({
  destination,
  thresholds: settings.thresholds,
  takes: takesAll,
  mentions: mentionsFor(owner, channelOf(destination)?.platform ?? 'slack', watched, settings),
})

const subscribed = (watched: Watched, team: string, settings: WarningSettings): readonly Route[] => {
  const mine = settings.subscriptions.filter((one) => one.teams.includes(team) && matchesName(one, watched))
  return [...Map.groupBy(mine, (one) => one.destination)].map(([destination, all]) => ({
    destination,
    thresholds: [...new Set(all.flatMap((one) => one.thresholds ?? settings.thresholds))],
    takes: takesAll,
    mentions: () => [],
  }))
}

const pageRoute = (watched: Watched, settings: WarningSettings): Route => ({
  destination: pageName,
  thresholds: settings.thresholds,
  takes: (crossing) => pages(crossing, watched, settings),
  mentions: () => [],
})

const accountRoutes = (watched: Watched, settings: WarningSettings): readonly Route[] => {
  const last = settings.owners.at(-1)
  if (last === undefined) return []
  const everywhere = settings.owners.flatMap((owner) => channelsOf(owner, settings))
  const to = watched.life.kind === 'forgotten' ? everywhere : channelNames(settings.fallback)
  return [...new Set(to)].map((destination) => channelRoute(destination, last, watched, settings))
}

/** Everywhere a thing's warnings go: its owner's channels, the pager, and channels that subscribed. */
export const routesOf = (watched: Watched, settings: WarningSettings): readonly Route[] => {
  if (watched.life.kind === 'unseen' || watched.life.kind === 'forgotten') return accountRoutes(watched, settings)
  const owner = ownerOfWatched(watched, settings)
  const channels = channelsOf(owner, settings).map((one) => channelRoute(one, owner, watched, settings))
  const own = new Set(channels.map((one) => one.destination))
  const others = subscribed(watched, owner.team, settings)
  const widened = channels.map((route) => {
    const more = others.find((one) => one.destination === route.destination)
    return more === undefined
      ? route
      : { ...route, thresholds: [...new Set([...route.thresholds, ...more.thresholds])] }
  })
  return [
    ...widened,
    ...others.filter((one) => !own.has(one.destination)),
    ...(settings.hasPager ? [pageRoute(watched, settings)] : []),
  ]
}
