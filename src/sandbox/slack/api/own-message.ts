import { stringOf } from '../json.ts'
import { identity } from '../world/identity.ts'
import type { Message } from '../world/message.ts'
import { findMessage } from '../world/messages.ts'
import { type Call, missingArgument, type Refused, refuse } from './method.ts'
import { writableChannel } from './writable-channel.ts'

/** The bot's own message that `channel` and `ts` name. Ephemeral ones cannot be named. */
export const ownMessage = ({ world, args }: Call, notOurs: string): Message | Refused => {
  const channelId = stringOf(args['channel'])
  const ts = stringOf(args['ts'])
  if (channelId === undefined) return missingArgument('channel')
  if (ts === undefined) return missingArgument('ts')
  if (!/^[CGD]/.test(channelId)) return refuse('channel_not_found')
  const channel = writableChannel(world, channelId)
  if ('ok' in channel) return channel
  const message = findMessage(world, channel.id, ts)
  if (message === undefined || message.visibleTo !== undefined) return refuse('message_not_found')
  return message.author === identity.botUserId ? message : refuse(notOurs)
}
