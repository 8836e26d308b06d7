import { mayAsk } from './may-ask.ts'
import { isMemberOf, type Membership } from './members.ts'
import type { Owner } from './owner.ts'
import type { Person } from './person.ts'

type Visibility = Pick<Owner, 'members' | 'approvers' | 'visibleTo'>

const isAmong = (who: string, owner: Visibility, person: Person, membership: Membership): boolean => {
  if (who === 'members') return mayAsk(owner, person, membership)
  return isMemberOf(membership, who === 'approvers' ? owner.approvers : who, person)
}

/** Whether a person sees this owner's tokens in list, show, where, audit and suggestions. Admins always do. */
export const maySee = (
  owner: Visibility,
  person: Person,
  membership: Membership,
  admins: string | undefined,
): boolean =>
  isMemberOf(membership, admins, person) || owner.visibleTo.some((who) => isAmong(who, owner, person, membership))
