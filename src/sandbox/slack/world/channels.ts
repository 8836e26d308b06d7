import { identity } from './identity.ts'
import type { Channel, Person } from './seed.ts'
import { newId, type World } from './world.ts'

/** Whether somebody sees a channel: members always; public ones every full member of this workspace. */
export const canSee = (world: World, personId: string, channel: Channel): boolean => {
  if (channel.members.includes(personId)) return true
  const person = world.state.people.get(personId)
  const stranger = person === undefined || person.teamId !== undefined || person.guest === true
  return channel.kind === 'public' && !stranger
}

export const hasBot = (channel: Channel): boolean => channel.members.includes(identity.botUserId)

/** The channel as the bot knows it: private ones without it do not exist. */
export const findChannel = (world: World, id: string | undefined): Channel | undefined => {
  const channel = id === undefined ? undefined : world.state.channels.get(id)
  return channel !== undefined && (channel.kind === 'public' || hasBot(channel)) ? channel : undefined
}

/** The conversation between a person and the bot; opened when there is none yet. */
export const openDirect = (world: World, person: Person): { channel: Channel; isNew: boolean } => {
  const found = [...world.state.channels.values()].find(
    ({ kind, members }) => kind === 'im' && members.includes(person.id),
  )
  if (found !== undefined) return { channel: found, isNew: false }
  const members = [person.id, identity.botUserId]
  const channel: Channel = { id: newId(world, 'D'), name: 'directmessage', kind: 'im', members }
  world.state.channels.set(channel.id, channel)
  return { channel, isNew: true }
}
