import { stringOf } from '../json.ts'
import { findChannel } from '../world/channels.ts'
import type { Channel } from '../world/seed.ts'
import { conversationScope } from './conversation-scopes.ts'
import { type Call, missingArgument, needScope, type Refused, refuse } from './method.ts'

/** The channel that `channel` names, if the token's scopes reach channels of its kind. */
export const readableChannel = ({ world, args }: Call, act: 'read' | 'history'): Channel | Refused => {
  const id = stringOf(args['channel'])
  if (id === undefined) return missingArgument('channel')
  const channel = findChannel(world, id)
  if (channel === undefined) return refuse('channel_not_found')
  return needScope(world, [conversationScope(channel, act)]) ?? channel
}
