import type { DeliveryResult, Tampering } from '../deliver/delivery.ts'
import type { Link } from '../deliver/link.ts'
import { makeDelivery } from '../deliver/make-delivery.ts'
import { sendEvent } from '../deliver/send-event.ts'
import { type JsonObject, stringOf } from '../json.ts'
import { hasBot, openDirect } from '../world/channels.ts'
import { describeView } from '../world/describe.ts'
import { identity } from '../world/identity.ts'
import type { Message } from '../world/message.ts'
import { addMessage, findMessage } from '../world/messages.ts'
import type { Channel } from '../world/seed.ts'
import { homeOf } from '../world/views.ts'
import { newId, newTs, type World } from '../world/world.ts'
import { somebody, who } from './who.ts'

/** Delivers an event inside Slack's wrapper. */
export const event = (
  world: World,
  link: Link,
  inner: JsonObject,
  tampering: Tampering = {},
): Promise<DeliveryResult> => {
  const channel = world.state.channels.get(stringOf(inner['channel']) ?? '')
  const payload: JsonObject = {
    token: 'deprecated-and-not-checked',
    team_id: world.state.team.id,
    context_team_id: world.state.team.id,
    context_enterprise_id: null,
    api_app_id: identity.appId,
    event: { event_ts: newTs(world), ...inner },
    type: 'event_callback',
    event_id: newId(world, 'Ev'),
    event_time: Math.floor(Date.now() / 1000),
    authorizations: [
      {
        enterprise_id: null,
        team_id: world.state.team.id,
        user_id: identity.botUserId,
        is_bot: true,
        is_enterprise_install: false,
      },
    ],
    is_ext_shared_channel: channel?.shared === true,
  }
  return sendEvent(world, link, makeDelivery('events_api', payload, tampering))
}

/** Opens the bot's App Home. */
export const openHome = (world: World, link: Link, user: string): Promise<DeliveryResult> => {
  const person = somebody(world, user)
  const { channel } = openDirect(world, person)
  const home = homeOf(world, user)
  const view = home === undefined ? {} : { view: describeView(world, home) }
  return event(world, link, { type: 'app_home_opened', user, channel: channel.id, tab: 'home', ...view })
}

const mention = `<@${identity.botUserId}>`

const eventsFor = (channel: Channel, text: string): readonly string[] => {
  if (!hasBot(channel)) return []
  return ['message', ...(channel.kind !== 'im' && text.includes(mention) ? ['app_mention'] : [])]
}

/** Somebody writes; the app hears it where it is a member. */
export const say = async (
  world: World,
  link: Link,
  args: { readonly user: string; readonly channel: string; readonly text: string; readonly threadTs?: string },
): Promise<Message> => {
  const { person, channel } = who(world, args.user, args.channel)
  const { threadTs, text } = args
  if (channel.archived === true) throw new Error(`${channel.id} is archived`)
  if (threadTs !== undefined && findMessage(world, channel.id, threadTs) === undefined)
    throw new Error(`no message ${threadTs} in ${channel.id}`)
  const thread = threadTs === undefined ? {} : { threadTs }
  const message = addMessage(world, { text, blocks: [], channel: channel.id, author: person.id, ...thread })
  const { ts } = message
  const inThread = threadTs === undefined ? {} : { thread_ts: threadTs }
  const channelType = { public: 'channel', private: 'group', im: 'im' }[channel.kind]
  for (const type of eventsFor(channel, text)) {
    const kind = type === 'message' ? { channel_type: channelType } : {}
    await event(world, link, { type, user: person.id, text, ts, channel: channel.id, ...kind, ...inThread })
  }
  return message
}
