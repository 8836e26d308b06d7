import type { Destination } from '../people/destination.ts'
import type { Platform } from '../people/person.ts'
import { samePerson } from '../people/same-person.ts'
import type { Groups } from '../ports/groups.ts'
import type { ActionRecord } from '../request/record.ts'
import type { ChatTools } from './chat-tools.ts'
import { approversFor, directTo, mostSkipped } from './electorate.ts'

/** The groups as far as they could be read then. */
const withoutOf = (port: Groups, untold: readonly Platform[]): Groups => ({
  members: async (platform, ...more) => (untold.includes(platform) ? undefined : port.members(platform, ...more)),
  isMember: async (platform, ...more) => !untold.includes(platform) && (await port.isMember(platform, ...more)),
})

/** The approvers who were not told that the glass was broken, now that all can be read; undefined while some cannot. */
export const lateApprovers = async (
  tools: ChatTools,
  record: ActionRecord,
): Promise<readonly Destination[] | undefined> => {
  const { people, unreadable } = await approversFor(tools, record)
  if (unreadable.length > 0) return undefined
  const { resolving } = tools
  const port = withoutOf(resolving.port, record.review?.untold ?? [])
  const told = [record.asker, ...(await approversFor({ ...tools, resolving: { ...resolving, port } }, record)).people]
  const late = people.filter((person) => !told.some((one) => samePerson(one, person)))
  return directTo(tools, late.slice(0, mostSkipped))
}
