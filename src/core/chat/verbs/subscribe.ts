import { actorOf } from '../../audit/actor-of.ts'
import type { Destination } from '../../people/destination.ts'
import { listed } from '../../plan/listed.ts'
import { channelName } from '../../warning/destination-name.ts'
import { matchesName } from '../../warning/matches-name.ts'
import type { Subscription } from '../../warning/subscription.ts'
import { type Answer, type Call, show } from '../call.ts'
import { visibleTokens } from '../find-token.ts'
import type { Command } from '../grammar/command.ts'
import { subscribedView, subscriptionsView, unsubscribedView } from '../views/subscription-views.ts'
import { sentenceView } from '../views/words.ts'
import { visibleTeams } from '../warnings/who-may-quiet.ts'

type Channel = Extract<Destination, { kind: 'channel' }>

const mostHere = 25
const mostInAll = 500

/** Conversations that others can be in; a warning that only one person sees is none. */
const isChannel = (place: Channel): boolean =>
  place.platform === 'slack' ? /^[CG]/.test(place.id) : place.id.startsWith('19:')

const here = ({ in: place }: Call): Channel | undefined =>
  place?.kind === 'channel' && isChannel(place) ? place : undefined

const notHere = show(sentenceView('Warnings go to channels. Type this in the channel that is to get them.'))

const daysOf = (command: Command): readonly number[] | string | undefined => {
  const given = command.options['thresholds']
  if (!Array.isArray(given)) return undefined
  const words: readonly string[] = given
  const bad = words.find((word) => !/^\d{1,3}d$/.test(word))
  if (bad !== undefined) return `Thresholds are whole days such as 30d,7d,1d; ${bad} is not.`
  return [...new Set(words.map((word) => Number.parseInt(word, 10)))].sort((a, b) => b - a)
}

const isSame = (a: Subscription, b: Subscription): boolean =>
  a.destination === b.destination && a.pattern === b.pattern && a.account === b.account

const whyFull = (all: readonly Subscription[], wanted: Subscription): string | undefined => {
  const others = all.filter((one) => !isSame(one, wanted))
  if (others.filter((one) => one.destination === wanted.destination).length >= mostHere)
    return `This channel has ${mostHere} subscriptions already. Remove some first: /edgekv subscriptions.`
  return others.length >= mostInAll ? 'There are too many subscriptions. Ask an operator.' : undefined
}

const wantedOf = async (call: Call, command: Command, to: Channel): Promise<Subscription | string> => {
  const { accounts, clock } = call.tools
  const { account, pattern = '*' } = command
  if (account !== undefined && !accounts.includes(account))
    return `There is no account called ${account}. There is ${listed(accounts)}.`
  const thresholds = daysOf(command)
  if (typeof thresholds === 'string') return thresholds
  const teams = await visibleTeams(call)
  if (teams.length === 0) return 'There are no tokens that you may see, so none to warn about.'
  return {
    destination: channelName(to.platform, to.id),
    pattern,
    ...(account === undefined ? {} : { account }),
    ...(thresholds === undefined ? {} : { thresholds }),
    teams,
    by: call.person.name,
    who: { id: call.person.id, identity: call.sender },
    at: clock.now(),
  }
}

/** The channel hears of it; that also shows whether the bot can write there at all. */
const announce = async ({ tools }: Call, to: Channel, view: ReturnType<typeof subscribedView>) => {
  const posted = await tools.messengers[to.platform]?.post(to, view, { key: `subscription:${tools.ids.next()}` })
  return posted?.kind === 'gone' || posted?.kind === 'refused' ? posted.why : undefined
}

const writeDown = (call: Call, what: 'warning.subscribed' | 'warning.unsubscribed', one: Subscription): Promise<void> =>
  call.tools.audit.append([
    {
      what,
      actor: actorOf(call.person, call.sender),
      ...(one.account === undefined ? {} : { account: one.account }),
      facts: { destination: one.destination, pattern: one.pattern, teams: one.teams },
    },
  ])

/** A pattern with a slip in it would be quiet for ever. */
const noneYet = async (call: Call, wanted: Subscription): Promise<string> => {
  const seen = await visibleTokens(call, wanted.account)
  const isAny = seen.some(({ account, token }) => matchesName(wanted, { account, token: token.name }))
  return isAny ? '' : ` So far no token that you can see is called ${wanted.pattern}; those that are: /edgekv list.`
}

/** `subscribe [pattern] [--thresholds …]`: warnings to this channel, about tokens that the asker may see. */
export const subscribe = async (call: Call, command: Command): Promise<Answer> => {
  const to = here(call)
  if (to === undefined) return notHere
  const wanted = await wantedOf(call, command, to)
  if (typeof wanted === 'string') return show(sentenceView(wanted))
  const { subscriptions, settings } = call.tools.warnings
  const full = whyFull(await subscriptions.all(), wanted)
  if (full !== undefined) return show(sentenceView(full))
  const closed = await announce(call, to, subscribedView(wanted, settings.thresholds))
  if (closed !== undefined) return show(sentenceView(`The bot cannot write to this channel: ${closed}`))
  await subscriptions.save(wanted)
  await writeDown(call, 'warning.subscribed', wanted)
  return show(sentenceView(`Done: the channel sees what was subscribed to.${await noneYet(call, wanted)}`))
}

const mine = async (call: Call, to: Channel): Promise<readonly Subscription[]> =>
  (await call.tools.warnings.subscriptions.all()).filter((one) => one.destination === channelName(to.platform, to.id))

/** `unsubscribe [pattern]`: one subscription of this channel, or all of them. */
export const unsubscribe = async (call: Call, command: Command): Promise<Answer> => {
  const to = here(call)
  if (to === undefined) return notHere
  const { pattern, account } = command
  const ending = (await mine(call, to)).filter(
    (one) => (pattern === undefined || one.pattern === pattern) && (account === undefined || one.account === account),
  )
  if (ending.length === 0)
    return show(sentenceView(`Nothing of that kind is subscribed here. What is: /edgekv subscriptions.`))
  for (const one of ending) {
    await call.tools.warnings.subscriptions.remove(one)
    await writeDown(call, 'warning.unsubscribed', one)
  }
  await announce(call, to, unsubscribedView(call.person.name, ending))
  return show(sentenceView(`Ended: ${listed(ending.map((one) => one.pattern))}.`))
}

/** `subscriptions`: what comes to this channel, and why. */
export const listSubscriptions = async (call: Call): Promise<Answer> => {
  const to = here(call)
  if (to === undefined) return notHere
  const owners = call.tools.owners.filter(
    (owner) => (to.platform === 'slack' ? owner.slack?.channel : owner.teams?.conversation) === to.id,
  )
  const teams = [...new Set(owners.map((owner) => owner.team))]
  return show(subscriptionsView(await mine(call, to), teams, call.tools.warnings.settings.thresholds))
}
