import { stringOf } from '../json.ts'
import { identity } from '../world/identity.ts'
import { addMessage } from '../world/messages.ts'
import { type Answer, type Call, done, type Method, missingArgument, refuse, tier } from './method.ts'
import { readContent } from './read-content.ts'
import { writableChannel } from './writable-channel.ts'

const post = ({ world, args }: Call): Answer => {
  const id = stringOf(args['channel'])
  const person = stringOf(args['user'])
  if (id === undefined) return missingArgument('channel')
  if (person === undefined) return missingArgument('user')
  const channel = writableChannel(world, id)
  if ('ok' in channel) return channel
  if (!channel.members.includes(person)) return refuse('user_not_in_channel')
  const read = readContent(args)
  if (!read.ok) return read
  const threadTs = stringOf(args['thread_ts'])
  const message = addMessage(world, {
    ...read.content,
    channel: channel.id,
    author: identity.botUserId,
    visibleTo: person,
    ...(threadTs === undefined ? {} : { threadTs }),
  })
  return done({ message_ts: message.ts }, { channel: channel.id, ts: message.ts, person, warnings: read.warnings })
}

export const chatPostEphemeral: Method = { scopes: ['chat:write'], perMinute: tier.four, run: post }
