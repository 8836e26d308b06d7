import type { Directory } from '../../people/directory.ts'
import type { Person } from '../../people/person.ts'
import { linkedPerson, personOf } from '../../people/person-of.ts'
import type { Subscription } from '../../warning/subscription.ts'
import type { ChatTools } from '../chat-tools.ts'
import { warningRights } from './who-may-quiet.ts'

/** Teams of a subscription by what its subscriber may see now; one that is in neither cannot be told: a group is unreadable. */
export interface StillSeen {
  readonly sees: readonly string[]
  readonly lost: readonly string[]
}

/** The subscriber as configured now; somebody whose name or account was taken out of the configuration is nobody. */
const subscriberNow = (directory: Directory, { id, identity }: Subscription['who']): Person | undefined => {
  const name = /^person:(.+)$/s.exec(id)?.[1]
  if (name === undefined) return personOf(directory, identity)
  const configured = directory.people.find((person) => person.name === name)
  const account = configured?.[identity.platform]
  if (configured === undefined || (account !== undefined && account !== identity.user)) return undefined
  return linkedPerson(configured, directory, identity)
}

/** Whether whoever subscribed may still see the tokens of each team. `fresh`: groups are asked anew, not from a cache. */
export const stillSeen = async (
  tools: Pick<ChatTools, 'owners' | 'admins' | 'resolving'>,
  { who, teams }: Pick<Subscription, 'who' | 'teams'>,
  fresh: boolean,
): Promise<StillSeen> => {
  const person = subscriberNow(tools.resolving.directory, who)
  if (person === undefined) return { sees: [], lost: teams }
  const answers = await Promise.all(
    teams.map(async (team) => {
      const owners = tools.owners.filter((owner) => owner.team === team)
      const rights = await Promise.all(owners.map((owner) => warningRights({ tools, person }, owner, fresh)))
      return { team, sees: rights.some(({ sees }) => sees), isSure: rights.every(({ isSure }) => isSure) }
    }),
  )
  return {
    sees: answers.flatMap(({ team, sees }) => (sees ? [team] : [])),
    lost: answers.flatMap(({ team, sees, isSure }) => (!sees && isSure ? [team] : [])),
  }
}
