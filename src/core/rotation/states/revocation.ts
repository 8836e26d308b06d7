import { freezeAt } from '../../plan/rotation-settings.ts'
import type { Snapshot } from '../../ports/records.ts'
import type { ActionRecord } from '../../request/record.ts'
import { go, type Next, type Situation } from '../next.ts'
import { findingId } from '../steps/confirm-unused.ts'
import { lookValidMs } from '../times.ts'
import { succeed } from './ends.ts'

/** What confirm-unused found, as the ids that *Revoke anyway* stores; blind spots count too. */
export const findingsOf = (record: ActionRecord): readonly string[] => [
  ...(record.stillUsed ?? []).map(findingId),
  ...(record.blindSpots ?? []).map((spot) => `blind ${spot.code} ${spot.where ?? ''}`),
]

const isCleared = (record: ActionRecord): boolean => {
  const found = findingsOf(record)
  const overridden = record.override?.findings ?? []
  return found.every((finding) => overridden.includes(finding))
}

/** The record with its last look forgotten, so that the next one is made anew. */
export const withoutLook = (record: ActionRecord): ActionRecord => {
  const { confirmedAt: _at, stillUsed: _used, blindSpots: _spots, ...rest } = record
  return rest
}

/** confirming: look, then `revoking` when clean (or overridden for exactly these findings), else the gate. */
export const confirming = (snapshot: Snapshot, { now }: Situation): Next => {
  const record = snapshot.record.value
  if (record.confirmedAt === undefined || record.confirmedAt < record.stateSince)
    return { kind: 'step', step: 'confirm-unused' }
  if (isCleared(record)) return go(record, 'revoking', now)
  const next = go(record, 'awaiting-revoke', now)
  return {
    ...next,
    due: 'never',
    owed: [...(next.owed ?? []), { kind: 'notice', notice: 'revoke-gate', to: 'thread' }],
  }
}

const outcomeOf = (record: ActionRecord): string => {
  const { old, targets } = record.plan.binding
  const count = new Set(targets.map((target) => target.edgeWorkerId)).size
  return count === 0
    ? `${old?.name} revoked.`
    : `${count} EdgeWorker${count === 1 ? ' uses' : 's use'} the new token; ${old?.name} revoked.`
}

/** revoking: with a look at most five minutes old, outside of freezes. */
export const revoking = (snapshot: Snapshot, { now, settings }: Situation): Next => {
  const record = snapshot.record.value
  if (record.endedAt !== undefined) return succeed(record, now, outcomeOf(record))
  const freeze = record.breakGlass === true ? undefined : freezeAt(settings, now)
  if (freeze !== undefined) return { kind: 'stay', due: freeze.toMs }
  if (now - (record.confirmedAt ?? 0) > lookValidMs) return go(withoutLook(record), 'confirming', now)
  return { kind: 'step', step: 'revoke-token' }
}

/** refreshing-token. */
export const refreshingToken = (snapshot: Snapshot, { now }: Situation): Next => {
  const record = snapshot.record.value
  if (record.endedAt !== undefined) return succeed(record, now, `${record.plan.binding.old?.name} refreshed in place.`)
  return { kind: 'step', step: 'refresh-token' }
}
