import type { Message } from '../world/message.ts'
import type { World } from '../world/world.ts'
import type { SeenMessage } from './driver.ts'

/** One message for readers. */
export const seen = ({ shownAt: _shown, earlier, visibleTo, edited: _edited, ...message }: Message): SeenMessage => ({
  ...message,
  ephemeral: visibleTo !== undefined,
  edits: earlier.length,
})

/** What a person sees in a channel, oldest first; nobody named: what everybody sees. */
export const seenMessages = (world: World, channel: string, user?: string): readonly SeenMessage[] =>
  (world.state.messages.get(channel) ?? [])
    .filter(({ visibleTo }) => visibleTo === undefined || visibleTo === user)
    .map(seen)

/** A message and its replies. */
export const seenThread = (world: World, channel: string, ts: string, user?: string): readonly SeenMessage[] =>
  seenMessages(world, channel, user).filter((message) => message.ts === ts || message.threadTs === ts)
