import { findChannel, hasBot, openDirect } from '../world/channels.ts'
import type { Channel } from '../world/seed.ts'
import type { World } from '../world/world.ts'
import { type Refused, refuse } from './method.ts'

const byPerson = (world: World, id: string): Channel | undefined => {
  const person = world.state.people.get(id)
  const reachable = person !== undefined && person.bot !== true && person.teamId === undefined
  return reachable && person.deactivated !== true ? openDirect(world, person).channel : undefined
}

/** The channel that the bot may write to; a person's id stands for the conversation with them. */
export const writableChannel = (world: World, id: string): Channel | Refused => {
  const channel = findChannel(world, id) ?? byPerson(world, id)
  if (channel === undefined) return refuse('channel_not_found')
  if (channel.archived === true) return refuse('is_archived')
  return hasBot(channel) ? channel : refuse('not_in_channel')
}
