import { isAbout } from '../../request/is-about.ts'
import { type Answer, type Call, show } from '../call.ts'
import { findToken } from '../find-token.ts'
import type { Command } from '../grammar/command.ts'
import { durationMs } from '../grammar/duration-ms.ts'
import { notFoundView } from '../not-found-view.ts'
import { auditView } from '../views/audit-view.ts'
import { visibleRecords } from '../visible-records.ts'
import { lookedBackTo, mostRecords } from './looked-back-to.ts'

const usualMs = 90 * 86_400_000

const sinceOf = ({ options }: Command, now: number): number => now - (durationMs(options['since']) ?? usualMs)

type Looked = Pick<Parameters<typeof auditView>[0], 'since' | 'timeline'>

/** What happened in the requests about a name and its kin, as far as the person may see them, and since when that is all. */
const happenedTo = async (call: Call, account: string, token: string, wanted: number): Promise<Looked> => {
  const { records } = call.tools
  const [newest, open] = await Promise.all([records.recent(account, mostRecords), records.open(account)])
  const older = open.filter(({ id }) => newest.every((one) => one.id !== id))
  const visible = await visibleRecords(
    call,
    [...newest, ...older].filter((record) => isAbout(record, token)),
  )
  const events = await Promise.all(
    visible.map(async ({ id }) => (await records.history({ account, id })).map((event) => ({ ...event, id }))),
  )
  const timeline = events
    .flat()
    .filter((event) => event.at >= wanted)
    .sort((a, b) => a.at - b.at)
  return { since: lookedBackTo(newest, wanted), timeline }
}

/** A token that is gone has a history all the same. */
const ofGone = async (call: Call, command: Command, since: number): Promise<Answer | undefined> => {
  const { token = '', account: said } = command
  for (const account of call.tools.accounts.filter((one) => said === undefined || one === said)) {
    const looked = await happenedTo(call, account, token, since)
    if (looked.timeline.length > 0) return show(auditView({ token, account, ...looked }))
  }
  return undefined
}

/** `audit TOKEN`: who did what to a token and those before and after it, as one timeline. */
export const auditToken = async (call: Call, command: Command): Promise<Answer> => {
  const since = sinceOf(command, call.tools.clock.now())
  const found = await findToken(call, command.token ?? '', command.account)
  const gone = found.kind === 'unknown' ? await ofGone(call, command, since) : undefined
  if (gone !== undefined) return gone
  if (found.kind !== 'found') return show(notFoundView(found, command))
  const { account, token } = found.seen
  return show(auditView({ token: token.name, account, ...(await happenedTo(call, account, token.name, since)) }))
}
