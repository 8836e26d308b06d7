import { membersOfAny } from '../people/group-members.ts'
import type { ChatIdentity } from '../people/person.ts'
import { decidingGroups } from '../request/deciding-groups.ts'
import { pollOf } from '../request/poll.ts'
import type { ActionRecord } from '../request/record.ts'
import type { ChatTools } from './chat-tools.ts'
import { ownerOfTeam } from './electorate.ts'

/** Whose view may differ while a vote is open: the asker's and the approvers', by groups as last read. Nobody once it is decided. */
export const boardReaders = async (
  tools: Pick<ChatTools, 'owners' | 'resolving'>,
  record: ActionRecord,
): Promise<readonly ChatIdentity[]> => {
  if (pollOf(record) === undefined) return []
  const groups = decidingGroups(ownerOfTeam(tools, record.owner), record)
  const { people } = await membersOfAny(groups, { ...tools.resolving, fresh: false }, [record.asker])
  const all = [record.askedFrom, ...[record.asker, ...people].flatMap(({ identities }) => identities)]
  const keyOf = ({ platform, workspace, user }: ChatIdentity): string => `${platform} ${workspace} ${user}`
  return [...new Map(all.map((one) => [keyOf(one), one])).values()]
}
