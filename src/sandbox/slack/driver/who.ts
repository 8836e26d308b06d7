import { type JsonObject, toJson } from '../json.ts'
import { canSee } from '../world/channels.ts'
import { identity } from '../world/identity.ts'
import type { Channel, Person } from '../world/seed.ts'
import type { World } from '../world/world.ts'

/** The person and the channel, if the person can be there. Throws when not: no client would let them. */
export const who = (world: World, personId: string, channelId: string): { person: Person; channel: Channel } => {
  const channel = world.state.channels.get(channelId)
  const person = somebody(world, personId)
  if (channel === undefined || !canSee(world, personId, channel)) throw new Error(`${personId} cannot see ${channelId}`)
  return { person, channel }
}

export const somebody = (world: World, personId: string): Person => {
  const person = world.state.people.get(personId)
  if (person === undefined || person.bot === true || person.deactivated === true)
    throw new Error(`${personId} is nobody who can act here`)
  return person
}

export const teamOf = (world: World, person: Person): string => person.teamId ?? world.state.team.id

/** The fields that every interaction has. */
export const interactionBase = (world: World, person: Person): JsonObject =>
  toJson({
    team: { id: world.state.team.id, domain: world.state.team.domain },
    user: { id: person.id, username: person.name, name: person.name, team_id: teamOf(world, person) },
    api_app_id: identity.appId,
    token: 'deprecated-and-not-checked',
    enterprise: null,
    is_enterprise_install: false,
  })

/** Private kinds of channel have no name in payloads. */
export const channelNameFor = ({ kind, name }: Channel): string =>
  ({ public: name, private: 'privategroup', im: 'directmessage' })[kind]
