import type { Destination } from '../../core/people/destination.ts'
import type { RecordKey } from '../../core/ports/records.ts'
import type { Owed } from '../../core/request/owed.ts'

const destinationOf = (to: Destination): string =>
  to.kind === 'channel'
    ? `${to.platform}/${to.id}`
    : `${to.identity.platform}/${to.identity.workspace}/${to.identity.user}`

/**
 * Under which name a message is owed: the same name once. A board or a place is brought up to date however often it
 * changed; each notice is a message of its own, so it carries the operation that owes it.
 */
export const owedKey = ({ account, id }: RecordKey, owed: Owed, op: string): string => {
  const record = `${account}/${id}`
  if (owed.kind === 'board' || owed.kind === 'page') return `${owed.kind}:${record}`
  if (owed.kind === 'warning') return `warning:${id}`
  if (owed.kind === 'place') return `place:${record}:${destinationOf(owed.to)}`
  const to = owed.to === 'thread' ? 'thread' : destinationOf(owed.to)
  return `notice:${record}:${owed.notice}:${to}:${op}`
}
