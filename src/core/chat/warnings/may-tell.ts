import { channelNames } from '../../warning/destination-name.ts'
import type { Entry } from '../../warning/entry.ts'
import { matchesName } from '../../warning/matches-name.ts'
import type { Subscription } from '../../warning/subscription.ts'
import type { ChatTools } from '../chat-tools.ts'
import { channelsOf, ownChannels } from '../electorate.ts'
import { factsOf } from './facts-of.ts'
import { stillSeen } from './still-seen.ts'

const isConfigured = (tools: ChatTools, destination: string): boolean =>
  channelNames([...tools.owners.flatMap(channelsOf), ...tools.fallback]).includes(destination)

/**
 * Which of these entries may be told in their channel now: a team's own channels always hear of its tokens; for any other
 * place somebody must have subscribed who may still see them. Closed where that cannot be told.
 */
export const mayTell = async (tools: ChatTools, entries: readonly Entry[]): Promise<readonly Entry[]> => {
  const [first] = entries
  if (first === undefined) return []
  const { destination } = first
  const here = (await tools.warnings.subscriptions.all()).filter((one) => one.destination === destination)
  const configured = isConfigured(tools, destination)
  if (here.length === 0) return configured ? entries : []
  const seen = new Map<Subscription, readonly string[]>()
  for (const one of here) seen.set(one, (await stillSeen(tools, one, false)).sees)
  const facts = await factsOf(tools, entries, tools.clock.now(), false)
  return facts.flatMap(({ entry, team }) => {
    if (entry.token === '' || channelNames(ownChannels(tools, team)).includes(destination)) return [entry]
    const mine = here.filter((one) => one.teams.includes(team) && matchesName(one, entry))
    const allowed = mine.length === 0 ? configured : mine.some((one) => seen.get(one)?.includes(team))
    return allowed ? [entry] : []
  })
}
