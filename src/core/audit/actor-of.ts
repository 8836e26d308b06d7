import type { ChatIdentity, Person } from '../people/person.ts'
import type { Actor } from './audit-event.ts'

/** A person as the actor of an event, with the chat account that they used. */
export const actorOf = (person: Person, from: ChatIdentity): Actor => ({
  kind: 'person',
  id: person.id,
  name: person.name,
  from: { platform: from.platform, workspace: from.workspace, user: from.user },
})
