import type { Content, Message } from './message.ts'
import { changed, newTs, type World } from './world.ts'

export interface NewMessage extends Content {
  readonly channel: string
  readonly author: string
  readonly threadTs?: string
  readonly visibleTo?: string
}

const listOf = (world: World, channel: string): Message[] => {
  const list = world.state.messages.get(channel) ?? []
  world.state.messages.set(channel, list)
  return list
}

export const addMessage = (world: World, content: NewMessage): Message => {
  const message: Message = { ...content, ts: newTs(world), shownAt: world.now(), earlier: [] }
  listOf(world, content.channel).push(message)
  changed(world)
  return message
}

export const findMessage = (world: World, channel: string, ts: string): Message | undefined =>
  world.state.messages.get(channel)?.find((message) => message.ts === ts)

/** Puts new content into a message; the old one is kept among the earlier. */
export const editMessage = (world: World, message: Message, content: Content): Message => {
  const list = listOf(world, message.channel)
  const { text, blocks, metadata } = message
  const before: Content = { text, blocks, ...(metadata === undefined ? {} : { metadata }) }
  const edited: Message = { ...message, ...content, edited: true, earlier: [...message.earlier, before].slice(-50) }
  list.splice(list.indexOf(message), 1, edited)
  changed(world)
  return edited
}

export const removeMessage = (world: World, message: Message): void => {
  const list = listOf(world, message.channel)
  list.splice(list.indexOf(message), 1)
  changed(world)
}
