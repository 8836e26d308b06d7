import { isMemberOf, type Membership } from './members.ts'
import type { Owner } from './owner.ts'
import type { Person } from './person.ts'

/** Whether a person may ask for actions on this owner's tokens. Guests and strangers never come this far. */
export const mayAsk = (owner: Pick<Owner, 'members'>, person: Person, membership: Membership): boolean =>
  owner.members === 'everyone' || isMemberOf(membership, owner.members, person)
