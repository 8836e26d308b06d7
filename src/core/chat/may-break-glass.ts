import { groupMembers } from '../people/group-members.ts'
import { isMember } from '../people/members.ts'
import type { Owner } from '../people/owner.ts'
import type { Call } from './call.ts'

/** The group that may act without approval on this owner's tokens; undefined: nobody may. */
export const glassGroup = (
  { tools }: Pick<Call, 'tools'>,
  owner: Pick<Owner, 'onCall'> | undefined,
): string | undefined => (tools.breakGlass.allowed === 'on-call' ? owner?.onCall : tools.breakGlass.allowed)

/** Asked anew; a group that cannot be read is nobody. */
export const mayBreakGlass = async (call: Call, owner: Owner | undefined): Promise<boolean> => {
  const group = glassGroup(call, owner)
  if (owner === undefined || group === undefined) return false
  const members = await groupMembers(group, { ...call.tools.resolving, fresh: true }, [call.person])
  return isMember(members, call.person)
}
