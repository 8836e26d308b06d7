import { membershipOf } from '../../people/group-members.ts'
import { groupsNeeded } from '../../people/groups-needed.ts'
import { mayAsk } from '../../people/may-ask.ts'
import { maySee } from '../../people/may-see.ts'
import { isMemberOf } from '../../people/members.ts'
import type { Owner } from '../../people/owner.ts'
import type { Person } from '../../people/person.ts'
import type { Call } from '../call.ts'
import type { ChatTools } from '../chat-tools.ts'

/** What a person may do with warnings of one owner, as groups stand now. */
export interface WarningRights {
  readonly sees: boolean
  /** Its members, approvers and on-call, and admins. */
  readonly quiets: boolean
  /** False: a group could not be read, so that a "no" may only mean "cannot tell". */
  readonly isSure: boolean
}

interface Asked {
  readonly tools: Pick<ChatTools, 'admins' | 'resolving'>
  readonly person: Person
}

export const warningRights = async ({ tools, person }: Asked, owner: Owner, fresh = true): Promise<WarningRights> => {
  const { admins, resolving } = tools
  const names = [...groupsNeeded(owner, [admins]), ...(owner.onCall === undefined ? [] : [owner.onCall])]
  const membership = await membershipOf([...new Set(names)], { ...resolving, fresh }, [person])
  const isIn = (group: string | undefined): boolean => isMemberOf(membership, group, person)
  return {
    sees: maySee(owner, person, membership, admins) || isIn(owner.onCall),
    quiets: mayAsk(owner, person, membership) || isIn(owner.approvers) || isIn(owner.onCall) || isIn(admins),
    isSure: Object.values(membership).every(({ unreadable }) => unreadable.length === 0),
  }
}

/** Owners whose tokens this person may see. */
export const visibleTeams = async (call: Call): Promise<readonly string[]> => {
  const rights = await Promise.all(
    call.tools.owners.map(async (owner) => ({ team: owner.team, ...(await warningRights(call, owner)) })),
  )
  return [...new Set(rights.filter(({ sees }) => sees).map(({ team }) => team))]
}
