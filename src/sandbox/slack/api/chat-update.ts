import { countCall } from '../pacing/count-call.ts'
import { describeMessage } from '../world/describe.ts'
import { editMessage } from '../world/messages.ts'
import { type Answer, type Call, done, limited, type Method } from './method.ts'
import { ownMessage } from './own-message.ts'
import { readContent } from './read-content.ts'

/** Text without blocks drops the blocks, as in Slack. Metadata stays unless new ones are given. */
const update = (call: Call): Answer => {
  const { world, args } = call
  const message = ownMessage(call, 'cant_update_message')
  if ('ok' in message) return message
  const read = readContent(args)
  if (!read.ok) return read
  const wait = countCall(world, 'chat.update', world.state.settings.updatesPerMinute)
  if (wait !== undefined) return limited(wait)
  const edited = editMessage(world, message, read.content)
  const { channel, ts } = edited
  return done(
    { channel, ts, text: edited.text, message: describeMessage(world, edited, true) },
    { channel, ts, warnings: read.warnings },
  )
}

export const chatUpdate: Method = { scopes: ['chat:write'], run: update }
