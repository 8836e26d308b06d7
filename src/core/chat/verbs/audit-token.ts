import type { AuditEvent } from '../../audit/audit-event.ts'
import type { ActionRecord } from '../../request/record.ts'
import { rootOf } from '../../token/token-name.ts'
import { type Answer, type Call, show } from '../call.ts'
import { findToken } from '../find-token.ts'
import type { Command } from '../grammar/command.ts'
import { notFoundView } from '../not-found-view.ts'
import { auditView } from '../views/audit-view.ts'
import { visibleRecords } from '../visible-records.ts'

const dayMs = 86_400_000
const hourMs = 3_600_000
const mostRecords = 200

export interface Happened extends AuditEvent {
  readonly at: number
  readonly id: string
}

const sinceOf = (command: Command, now: number): number => {
  const match = /^(\d{1,4})([dhm])$/.exec(String(command.options['since'] ?? '90d'))
  const unit = match?.[2] === 'd' ? dayMs : match?.[2] === 'h' ? hourMs : 60_000
  return now - Number(match?.[1] ?? 90) * unit
}

const isAbout =
  (root: string) =>
  ({ plan: { binding } }: ActionRecord): boolean =>
    [binding.old?.name, ...(binding.new ?? []).map((one) => one.name)].some(
      (name) => name !== undefined && rootOf(name) === root,
    )

/** `audit TOKEN`: who did what to a token and those before and after it, as one timeline. */
export const auditToken = async (call: Call, command: Command): Promise<Answer> => {
  const name = command.token ?? ''
  const found = await findToken(call, name, command.account)
  if (found.kind !== 'found') return show(notFoundView(found, command))
  const { account, token } = found.seen
  const { records, clock } = call.tools
  const since = sinceOf(command, clock.now())
  const about = (await records.recent(account, mostRecords)).filter(isAbout(rootOf(token.name)))
  const visible = await visibleRecords(call, about)
  const events = await Promise.all(
    visible.map(async ({ id }) => (await records.history({ account, id })).map((event) => ({ ...event, id }))),
  )
  const timeline: readonly Happened[] = events
    .flat()
    .filter((event) => event.at >= since)
    .sort((a, b) => a.at - b.at)
  return show(auditView({ token: token.name, account, since, timeline }))
}
