import type { Answer } from '../api/method.ts'
import { done } from '../api/method.ts'
import { readContent } from '../api/read-content.ts'
import { flagOf, type JsonObject, stringOf } from '../json.ts'
import { identity } from '../world/identity.ts'
import type { Message } from '../world/message.ts'
import { addMessage, editMessage, findMessage, removeMessage } from '../world/messages.ts'
import { type ResponseHook, record, type World } from '../world/world.ts'

const originalOf = (world: World, hook: ResponseHook): Message | undefined =>
  hook.originalTs === undefined ? undefined : findMessage(world, hook.channel, hook.originalTs)

const put = (world: World, hook: ResponseHook, args: JsonObject): Answer => {
  const original = originalOf(world, hook)
  if (flagOf(args['delete_original'])) {
    if (original !== undefined) removeMessage(world, original)
    return done({}, { channel: hook.channel, person: hook.person })
  }
  const read = readContent(args)
  if (!read.ok) return read
  const about = { channel: hook.channel, person: hook.person, warnings: read.warnings }
  if (flagOf(args['replace_original']) && original !== undefined)
    return done({}, { ...about, ts: editMessage(world, original, read.content).ts })
  const threadTs = stringOf(args['thread_ts']) ?? hook.threadTs
  const message = addMessage(world, {
    ...read.content,
    channel: hook.channel,
    author: identity.botUserId,
    ...(threadTs === undefined ? {} : { threadTs }),
    ...(args['response_type'] === 'in_channel' ? {} : { visibleTo: hook.person }),
  })
  hook.originalTs ??= message.ts
  return done({}, { ...about, ts: message.ts })
}

/**
 * Shows what the app answered to a command or an interaction: to the person alone, unless `response_type` says
 * `in_channel`; `replace_original` and `delete_original` mean the message that was clicked, or the first answer.
 */
export const respond = (world: World, hook: ResponseHook, args: JsonObject, name: string): Answer => {
  const answer = put(world, hook, args)
  const { warnings = [], ...about } = answer.ok ? (answer.about ?? {}) : {}
  record(world, { kind: 'response', name, outcome: answer.ok ? 'ok' : answer.error, ...about, sent: args, warnings })
  return answer
}
