import type { Snapshot } from '../../ports/records.ts'
import type { ActionRecord } from '../../request/record.ts'
import { go, type Next, type Situation } from '../next.ts'
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

/** awaiting-source: at its deadline the rotation is held and the owner asked daily. */
export const awaitingSource = (snapshot: Snapshot, { now }: Situation): Next => {
  const record = snapshot.record.value
  if (record.source !== undefined) return go(record, 'confirming', now)
  const by = record.sourceBy ?? now
  if (now < by) return { kind: 'stay', due: by }
  return hold(
    snapshot,
    {
      code: 'source-not-updated',
      sentence: 'Nobody has said that the team’s own repository has the new entry.',
      advice: 'Change it, then say *Source updated*; or an approver skips it.',
      at: now,
    },
    now,
  )
}
