import type { Directory } from '../people/directory.ts'
import type { Person } from '../people/person.ts'
import { personOf } from '../people/person-of.ts'
import type { Sender } from './inbound.ts'

/** Who sent it. An account that its address links to somebody configured is theirs from now on, for a while. */
export const personOfSender = (directory: Directory, sender: Sender): Person => {
  const { platform, workspace, user, displayName, email } = sender
  const known = { ...(displayName === undefined ? {} : { displayName }), ...(email === undefined ? {} : { email }) }
  const person = personOf(directory, { platform, workspace, user }, known)
  if (person.linked) directory.learn?.(person.name, { platform, workspace, user })
  return person
}
