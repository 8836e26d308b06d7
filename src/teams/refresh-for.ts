import type { View } from '../core/chat/views/view.ts'
import type { Refresh } from './render-view.ts'
import type { Roster } from './roster.ts'

/** Teams' own limit. */
const most = 60
const atOnce = 6

interface Where {
  readonly serviceUrl: string
  readonly conversation: string
  readonly tenantId: string
}

/** Whose clients in this conversation shall ask for their own view of a record's message; undefined when nobody's. */
export const refreshFor = async (
  roster: Roster,
  { live }: View,
  key: string,
  { serviceUrl, conversation, tenantId }: Where,
): Promise<Refresh | undefined> => {
  const users = (live?.readers ?? [])
    .filter(({ platform, workspace }) => platform === 'teams' && workspace === tenantId)
    .map(({ user }) => user)
    .slice(0, most)
  const userIds: string[] = []
  for (let at = 0; at < users.length; at += atOnce) {
    const some = users.slice(at, at + atOnce).map((user) => roster(serviceUrl, conversation, user))
    for (const member of await Promise.all(some))
      if (member !== undefined && member !== 'absent') userIds.push(member.account)
  }
  return live === undefined || userIds.length === 0 ? undefined : { userIds, ref: live.ref, key }
}
