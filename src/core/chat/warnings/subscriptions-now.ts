import { channelOf } from '../../warning/destination-name.ts'
import type { Subscription } from '../../warning/subscription.ts'
import type { ChatTools } from '../chat-tools.ts'
import { endedView } from '../views/subscription-views.ts'
import { stillSeen } from './still-seen.ts'

/** Ends a subscription whose subscriber may see none of its tokens any more; its channel hears of it if it can. */
const end = async (tools: ChatTools, one: Subscription): Promise<void> => {
  await tools.warnings.subscriptions.remove(one)
  const { destination, pattern, teams, account } = one
  await tools.audit.append([
    {
      what: 'warning.unsubscribed',
      actor: { kind: 'bot' },
      ...(account === undefined ? {} : { account }),
      facts: { destination, pattern, teams },
    },
  ])
  const to = channelOf(destination)
  if (to === undefined) return
  const key = `subscription:${tools.ids.next()}`
  await tools.messengers[to.platform]?.post(to, endedView(one), { key }).catch(() => undefined)
}

/** With the teams alone whose tokens the subscriber may still see, or of whom that cannot be told now; undefined when over. */
const asOfNow = async (tools: ChatTools, one: Subscription): Promise<Subscription | undefined> => {
  const { lost } = await stillSeen(tools, one, false)
  if (lost.length < one.teams.length) return { ...one, teams: one.teams.filter((team) => !lost.includes(team)) }
  if ((await stillSeen(tools, one, true)).lost.length < one.teams.length) return one
  await end(tools, one)
  return undefined
}

/**
 * What channels asked for, as far as whoever asked may still see it. Where that cannot be told, what is owed stays owed, and
 * is not told (may-tell.ts).
 */
export const subscriptionsNow = async (tools: ChatTools): Promise<readonly Subscription[]> => {
  const now: Subscription[] = []
  for (const one of await tools.warnings.subscriptions.all()) {
    const still = await asOfNow(tools, one)
    if (still !== undefined) now.push(still)
  }
  return now
}
