import type { Conversations, Left } from '../core/ports/conversations.ts'
import { type Incoming, rootOf } from './incoming.ts'

const isOfTeam: ReadonlySet<string | undefined> = new Set(['teamDeleted', 'teamHardDeleted'])

/** Only the bot's own removal ends a conversation for it, not that of somebody else. */
const isRemoval = ({ type, action, membersRemoved, recipient }: Incoming): boolean =>
  (type === 'installationUpdate' && action?.startsWith('remove') === true) ||
  (membersRemoved?.some(({ id }) => id === recipient?.id) ?? false)

/** What the bot is not in any more. An app is in a team as a whole, so that it leaves all of its channels together. */
const leftBy = (activity: Incoming, id: string): Left | undefined => {
  const { team, channel, eventType } = activity.channelData ?? {}
  if (eventType === 'channelDeleted') return channel?.id === undefined ? undefined : { id: channel.id }
  if (!isOfTeam.has(eventType) && !isRemoval(activity)) return undefined
  return { id, ...(team?.id === undefined ? {} : { team: team.id }) }
}

/** Every delivery says anew where its conversation is reached, or that the bot is not in it any more. */
export const rememberConversation = async (conversations: Conversations, activity: Incoming): Promise<void> => {
  const { conversation, serviceUrl, from, channelData } = activity
  if (conversation === undefined || serviceUrl === undefined) return
  const id = rootOf(conversation.id)
  const left = leftBy(activity, id)
  if (left !== undefined) return conversations.remove(left)
  const person = conversation.conversationType === 'personal' ? from?.aadObjectId : undefined
  const team = channelData?.team?.id
  await conversations.save({
    id,
    serviceUrl,
    ...(person === undefined ? {} : { person }),
    ...(team === undefined ? {} : { team }),
  })
}
