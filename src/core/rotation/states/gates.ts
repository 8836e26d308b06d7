import type { Snapshot } from '../../ports/records.ts'
import { pollOf } from '../../request/poll.ts'
import type { ActionRecord } from '../../request/record.ts'
import { deathOf } from '../../token/token-dates.ts'
import { go, type Next, type Situation } from '../next.ts'
import { succeed } from './ends.ts'
import { needsSource } from './forward.ts'
import { hold } from './holding.ts'

/** asked and requested: nothing but a lapse. */
export const waitingForPeople = (snapshot: Snapshot, { now }: Situation): Next => {
  const record = snapshot.record.value
  const lapsesAt = record.lapsesAt ?? Number.POSITIVE_INFINITY
  if (now < lapsesAt) return { kind: 'stay', due: lapsesAt }
  return lapsed(record, now)
}

const lapsed = (record: ActionRecord, now: number): Next => {
  const next = go(record, 'lapsed', now, { endedAt: now, outcome: 'Nobody decided in time.' })
  const told =
    record.state === 'asked'
      ? []
      : ([{ kind: 'notice', notice: 'lapsed', to: { kind: 'direct', identity: record.askedFrom } }] as const)
  return {
    ...next,
    due: 'never',
    events: [{ what: 'request.lapsed', actor: { kind: 'bot' }, facts: { from: record.state } }],
    owed: [...(next.owed ?? []), ...told],
  }
}

/** awaiting-production: a second approval, for as long as the first one had. */
export const awaitingProduction = (snapshot: Snapshot, { now }: Situation): Next => {
  const record = snapshot.record.value
  const by = pollOf(record)?.until ?? now
  if (now < by) return { kind: 'stay', due: by }
  const trouble = {
    code: 'gate-lapsed',
    sentence: 'Nobody has decided in time whether this goes to production.',
    advice: 'Retry asks again; Abandon goes back.',
    at: now,
  }
  return hold(snapshot, trouble, now)
}

/** awaiting-source: at its deadline the rotation is held and the owner asked daily. A deadline starts with the state. */
export const awaitingSource = (snapshot: Snapshot, situation: Situation): Next => {
  const record = snapshot.record.value
  const { now, settings } = situation
  if (!needsSource(record, situation)) return go(record, 'confirming', now)
  const by = record.sourceBy ?? record.stateSince + settings.sourceDeadlineMs
  if (record.sourceBy === undefined) return { kind: 'go', record: { ...record, sourceBy: by }, due: by }
  if (now < by) return { kind: 'stay', due: by }
  const trouble = {
    code: 'source-not-updated',
    sentence: 'Nobody has said that the team’s own repository has the new entry.',
    advice: 'Change it, then say *Source updated*; or an approver skips it.',
    at: now,
  }
  return hold(snapshot, trouble, now)
}

/** awaiting-revoke: people decide, unless the old token dies of itself first. */
export const awaitingRevoke = (snapshot: Snapshot, { now }: Situation): Next => {
  const record = snapshot.record.value
  const { expiry, oldGeneration } = record.plan.findings
  if (expiry === undefined || oldGeneration !== 'expiring') return { kind: 'stay', due: 'never' }
  const diesAt = deathOf(expiry)
  if (now < diesAt) return { kind: 'stay', due: diesAt }
  return succeed(record, now, `${record.plan.binding.old?.name} was not revoked; it has expired meanwhile.`)
}
