import { stringOf } from '../json.ts'
import { findChannel } from '../world/channels.ts'
import { findMessage } from '../world/messages.ts'
import { type Answer, type Call, done, type Method, missingArgument, refuse } from './method.ts'

const permalink = ({ world, args }: Call): Answer => {
  const ts = stringOf(args['message_ts'])
  if (ts === undefined) return missingArgument('message_ts')
  const channel = findChannel(world, stringOf(args['channel']))
  if (channel === undefined) return refuse('channel_not_found')
  const message = findMessage(world, channel.id, ts)
  if (message === undefined || message.visibleTo !== undefined) return refuse('message_not_found')
  return done({ channel: channel.id, permalink: `${world.url}/archives/${channel.id}/p${ts.replace('.', '')}` })
}

export const chatGetPermalink: Method = { scopes: [], run: permalink }
