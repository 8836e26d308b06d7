import { flagOf, type JsonObject, numberOf, stringOf } from '../json.ts'
import { hasBot } from '../world/channels.ts'
import { describeMessage } from '../world/describe.ts'
import type { Message } from '../world/message.ts'
import type { Channel } from '../world/seed.ts'
import type { World } from '../world/world.ts'
import { anyConversationScope } from './conversation-scopes.ts'
import { type Answer, type Call, done, type Method, missingArgument, type Refused, refuse, tier } from './method.ts'
import { pageOf } from './page-of.ts'
import { readableChannel } from './readable-channel.ts'

const joinedChannel = (call: Call): Channel | Refused => {
  const channel = readableChannel(call, 'history')
  return 'ok' in channel || hasBot(channel) ? channel : refuse('not_in_channel')
}

/** Everything that is not ephemeral, oldest first. */
const lasting = (world: World, channel: Channel): readonly Message[] =>
  (world.state.messages.get(channel.id) ?? []).filter(({ visibleTo }) => visibleTo === undefined)

const within = (args: JsonObject, { ts }: Message): boolean => {
  const oldest = numberOf(args['oldest']) ?? 0
  const latest = numberOf(args['latest']) ?? Number.POSITIVE_INFINITY
  const at = Number(ts)
  return flagOf(args['inclusive']) ? at >= oldest && at <= latest : at > oldest && at < latest
}

const answer = ({ world, args }: Call, found: readonly Message[]): Answer => {
  const page = pageOf(found, args, 999)
  if ('ok' in page) return page
  const withMetadata =
    flagOf(args['include_all_metadata']) && world.state.settings.scopes.includes('metadata.message:read')
  const messages = page.items.map((message) => describeMessage(world, message, withMetadata))
  return done({ messages, has_more: page.cursor !== '', response_metadata: { next_cursor: page.cursor } })
}

const history = (call: Call): Answer => {
  const channel = joinedChannel(call)
  if ('ok' in channel) return channel
  const found = lasting(call.world, channel).filter(
    (message) => message.threadTs === undefined && within(call.args, message),
  )
  return answer(call, found.toReversed())
}

const replies = (call: Call): Answer => {
  const channel = joinedChannel(call)
  if ('ok' in channel) return channel
  const root = stringOf(call.args['ts'])
  if (root === undefined) return missingArgument('ts')
  const found = lasting(call.world, channel).filter(({ ts, threadTs }) => ts === root || threadTs === root)
  return found.length === 0 ? refuse('thread_not_found') : answer(call, found)
}

const scopes = anyConversationScope('history')

export const conversationsHistory: Method = { scopes, perMinute: tier.three, run: history }
export const conversationsReplies: Method = { scopes, perMinute: tier.three, run: replies }
