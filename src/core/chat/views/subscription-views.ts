import { listed } from '../../plan/listed.ts'
import type { Subscription } from '../../warning/subscription.ts'
import type { View } from './view.ts'
import { sentenceView, some } from './words.ts'

const daysText = (days: readonly number[]): string =>
  `${listed(days.map(String))} day${days.length === 1 && days[0] === 1 ? '' : 's'} before`

const whatText = ({ pattern, account, thresholds, teams }: Subscription, usual: readonly number[]): string => {
  const which = pattern === '*' ? 'all tokens' : `tokens called ${pattern}`
  const where = account === undefined ? '' : ` in account ${account}`
  return `${which}${where} of ${some(teams, 5)}, ${daysText(thresholds ?? usual)} they die`
}

/** What the channel itself is told. */
export const subscribedView = (one: Subscription, usual: readonly number[]): View =>
  sentenceView(
    `${one.by} subscribed this channel to warnings about ${whatText(one, usual)}. End it: /edgekv unsubscribe ${one.pattern}.`,
  )

export const unsubscribedView = (by: string, ended: readonly Subscription[]): View =>
  sentenceView(
    `${by} ended this channel's subscription to warnings about ${listed(ended.map((one) => one.pattern))}. Warnings about tokens that belong to this channel's own team still come.`,
  )

/** What the channel is told when nobody who subscribed it may see the tokens any more. */
export const endedView = ({ by, pattern }: Subscription): View =>
  sentenceView(
    `This channel's subscription to warnings about ${pattern} has ended: ${by} subscribed it, and may not see these tokens any more. Somebody who may can subscribe again: /edgekv subscribe ${pattern}.`,
  )

const ownText = (teams: readonly string[]): string =>
  teams.length === 0 ? '' : ` Warnings about all tokens of ${listed(teams)} come here anyway, by configuration.`

/** Everything that comes to a channel. */
export const subscriptionsView = (
  all: readonly Subscription[],
  teams: readonly string[],
  usual: readonly number[],
): View => {
  if (all.length === 0)
    return sentenceView(`This channel has no subscriptions.${ownText(teams)} Subscribe: /edgekv subscribe mkt_*.`)
  return sentenceView(`This channel is subscribed to:${ownText(teams)}`, {
    kind: 'steps',
    steps: all.map((one) => ({ icon: 'info', text: [`${whatText(one, usual)}; by ${one.by}, `, { time: one.at }] })),
  })
}
