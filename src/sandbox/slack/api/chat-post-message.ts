import { stringOf } from '../json.ts'
import { countMessage } from '../pacing/count-message.ts'
import { describeMessage } from '../world/describe.ts'
import { identity } from '../world/identity.ts'
import { addMessage, findMessage } from '../world/messages.ts'
import type { Channel } from '../world/seed.ts'
import { type Answer, type Call, done, limited, type Method, missingArgument, type Refused, refuse } from './method.ts'
import { readContent } from './read-content.ts'
import { writableChannel } from './writable-channel.ts'

/** With `chat:write.public` a bot may post to public channels that it has not joined. */
const target = ({ world }: Call, id: string): Channel | Refused => {
  const channel = writableChannel(world, id)
  const uninvited = 'ok' in channel && channel.error === 'not_in_channel'
  const allowed = uninvited && world.state.settings.scopes.includes('chat:write.public')
  return allowed ? (world.state.channels.get(id) ?? channel) : channel
}

const post = (call: Call): Answer => {
  const { world, args } = call
  const id = stringOf(args['channel'])
  if (id === undefined) return missingArgument('channel')
  const channel = target(call, id)
  if ('ok' in channel) return channel
  const read = readContent(args)
  if (!read.ok) return read
  const threadTs = stringOf(args['thread_ts'])
  if (threadTs !== undefined && findMessage(world, channel.id, threadTs) === undefined)
    return refuse('thread_not_found')
  const wait = countMessage(world, channel.id)
  if (wait !== undefined) return limited(wait)
  const thread = threadTs === undefined ? {} : { threadTs }
  const message = addMessage(world, { ...read.content, channel: channel.id, author: identity.botUserId, ...thread })
  return done(
    { channel: channel.id, ts: message.ts, message: describeMessage(world, message, true) },
    { channel: channel.id, ts: message.ts, warnings: read.warnings },
  )
}

export const chatPostMessage: Method = { scopes: ['chat:write'], run: post }
