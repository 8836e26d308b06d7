import type { Owned } from '../inventory/owned.ts'
import { membershipOf } from '../people/group-members.ts'
import { groupsNeeded } from '../people/groups-needed.ts'
import { mayAsk } from '../people/may-ask.ts'
import { maySee } from '../people/may-see.ts'
import type { Membership } from '../people/members.ts'
import type { Owner } from '../people/owner.ts'
import { ownerOf } from '../people/owner-of.ts'
import { subjectOf } from '../people/subject-of.ts'
import type { Call } from './call.ts'
import type { ChatTools } from './chat-tools.ts'

/** Whose a token is; what is not known of it matches no owner by that. */
export const ownerOfToken = (
  tools: Pick<ChatTools, 'owners'>,
  account: string,
  { name, scope, groups }: Owned,
): Owner =>
  ownerOf(
    tools.owners,
    subjectOf({
      account,
      name,
      groups,
      namespaces: Object.keys(scope?.namespaces ?? {}),
      networks: scope?.networks ?? [],
    }),
  )

/** Somebody who looks at tokens, and what decides which ones they are shown. */
export interface Reader extends Pick<Call, 'person'> {
  readonly tools: Pick<ChatTools, 'owners' | 'admins' | 'resolving'>
}

/** Who belongs where, for the owners' rights; of groups that cannot be listed, whether this person does. */
const membershipFor = ({ tools, person }: Reader): Promise<Membership> => {
  const names = [...new Set(tools.owners.flatMap((owner) => groupsNeeded(owner, [tools.admins])))]
  return membershipOf(names, { ...tools.resolving, fresh: false }, [person])
}

/** Whether the person may see a token of this name (and, where it is known, scope). */
export const sight = async (call: Reader): Promise<(account: string, token: Owned) => Owner | undefined> => {
  const { tools, person } = call
  const membership = await membershipFor(call)
  return (account, token) => {
    const owner = ownerOfToken(tools, account, token)
    return maySee(owner, person, membership, tools.admins) ? owner : undefined
  }
}

/** Whether the person may see an owner's tokens, or ask for them. */
export const acquaintance = async (call: Reader): Promise<(owner: Owner) => boolean> => {
  const { tools, person } = call
  const membership = await membershipFor(call)
  return (owner) => maySee(owner, person, membership, tools.admins) || mayAsk(owner, person, membership)
}
