import type { Conversations } from '../core/ports/conversations.ts'
import { type Incoming, rootOf } from './incoming.ts'

/** Only the bot's own removal ends a conversation for it. */
const isGoodbye = (activity: Incoming): boolean =>
  (activity.type === 'installationUpdate' && activity.action?.startsWith('remove') === true) ||
  (activity.membersRemoved?.some(({ id }) => id === activity.recipient?.id) ?? false)

/** Every delivery says anew where its conversation is reached, or that the bot is not in it any more. */
export const rememberConversation = async (conversations: Conversations, activity: Incoming): Promise<void> => {
  const { conversation, serviceUrl, from } = activity
  if (conversation === undefined || serviceUrl === undefined) return
  const id = rootOf(conversation.id)
  if (isGoodbye(activity)) return conversations.remove(id)
  const person = conversation.conversationType === 'personal' ? from?.aadObjectId : undefined
  await conversations.save({ id, serviceUrl, ...(person === undefined ? {} : { person }) })
}
