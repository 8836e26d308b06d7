import { type JsonObject, objectOf, stringOf } from '../../slack/json.ts'
import { addMessage, changed, personByAccount, type TeamsMessage, type TeamsWorld } from '../world/world.ts'
import { type Answered, refusal } from './answered.ts'
import { whyRefused } from './check-activity.ts'

export interface MessageCall {
  readonly conversation: string
  readonly thread?: string
  readonly message?: string
  /** A message for one person alone. */
  readonly targeted: boolean
  readonly body: JsonObject
}

const mostEarlier = 20

const onlyFor = (world: TeamsWorld, { conversation, targeted, body }: MessageCall): string | undefined | Answered => {
  if (!targeted) return undefined
  const known = world.conversations.get(conversation)
  const recipient = objectOf(body['recipient'])
  const account = stringOf(recipient['id'])
  const person = account === undefined ? undefined : personByAccount(world, account)
  if (known?.kind === 'personal' || recipient['isTargeted'] !== true || person === undefined)
    return refusal(400, 'BadArgument')
  return known?.members.includes(person.id) === true ? account : refusal(404, 'BotNotInConversationRoster')
}

const post = (world: TeamsWorld, call: MessageCall): Answered => {
  const only = onlyFor(world, call)
  if (typeof only === 'object') return only
  const { conversation, thread, body } = call
  const id = addMessage(world, {
    conversation,
    body,
    ...(thread === undefined ? {} : { thread }),
    ...(only === undefined ? {} : { only }),
  })
  return { status: 201, body: { id } }
}

/** The bot's own message, in the same kind of visibility as the call says. */
const ownMessage = (world: TeamsWorld, call: MessageCall): TeamsMessage | undefined => {
  const found = world.messages.get(call.message ?? '')
  if (found === undefined || found.author !== undefined || found.conversation !== call.conversation) return undefined
  return (found.only !== undefined) === call.targeted ? found : undefined
}

const forgetViews = (world: TeamsWorld, message: string): void => {
  for (const key of world.ownViews.keys()) if (key.startsWith(`${message} `)) world.ownViews.delete(key)
}

const edit = (world: TeamsWorld, call: MessageCall): Answered => {
  // Whom it is for was said when it was posted.
  if (call.targeted && call.body['recipient'] !== undefined) return refusal(400, 'BadArgument')
  const before = ownMessage(world, call)
  if (before === undefined) return refusal(404, 'ActivityNotFoundInConversation')
  const earlier = [...before.earlier, before.body].slice(-mostEarlier)
  world.messages.set(before.id, { ...before, body: call.body, edits: before.edits + 1, earlier })
  forgetViews(world, before.id)
  changed(world)
  return { status: 200, body: { id: before.id } }
}

const remove = (world: TeamsWorld, call: MessageCall): Answered => {
  const before = ownMessage(world, call)
  if (before === undefined) return refusal(404, 'ActivityNotFoundInConversation')
  world.messages.delete(before.id)
  forgetViews(world, before.id)
  changed(world)
  return { status: 200, body: {} }
}

/** Carries out a call on messages. */
export const onMessages = (world: TeamsWorld, method: string, call: MessageCall): Answered => {
  if (method === 'DELETE') return remove(world, call)
  const refused = whyRefused(call.body)
  if (refused !== undefined) return refused
  return method === 'PUT' ? edit(world, call) : post(world, call)
}
