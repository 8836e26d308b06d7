import type { Snapshot } from '../../ports/records.ts'
import type { ActionRecord } from '../../request/record.ts'
import { freezeFor, freezeLookAt } from '../freeze-for.ts'
import { isLookTooOld } from '../look.ts'
import { go, type Next, type Situation } from '../next.ts'
import { findingsOf } from '../steps/findings-of.ts'
import { succeed } from './ends.ts'

/** Nothing was found, or only what somebody overrode; or the token is gone, and nothing is left to protect. */
const isCleared = (record: ActionRecord): boolean => {
  const overridden = record.override?.findings ?? []
  const isGone = record.tokenGone === true || record.revokedAt !== undefined
  return isGone || findingsOf(record).every((finding) => overridden.includes(finding))
}

const toGate = (record: ActionRecord, now: number): Next => {
  const next = go(record, 'awaiting-revoke', now)
  return { ...next, owed: [...(next.owed ?? []), { kind: 'notice', notice: 'revoke-gate', to: 'thread' }] }
}

/** confirming: look, then `revoking` when clean (or overridden for exactly these findings), else the gate. */
export const confirming = (snapshot: Snapshot, { now }: Situation): Next => {
  const record = snapshot.record.value
  if (record.confirmedAt === undefined) return { kind: 'step', step: 'confirm-unused' }
  return isCleared(record) ? go(record, 'revoking', now) : toGate(record, now)
}

const outcomeOf = (record: ActionRecord): string => {
  const { old, targets } = record.plan.binding
  const count = new Set(targets.map((target) => target.edgeWorkerId)).size
  return count === 0
    ? `${old?.name} revoked.`
    : `${count} EdgeWorker${count === 1 ? ' uses' : 's use'} the new token; ${old?.name} revoked.`
}

/** revoking: with a look at most five minutes old, outside of freezes; one that is sent is seen to its end. */
export const revoking = (snapshot: Snapshot, situation: Situation): Next => {
  const record = snapshot.record.value
  const { now } = situation
  if (record.endedAt !== undefined) return succeed(record, now, outcomeOf(record))
  const freeze = freezeFor(record, situation)
  if (freeze !== undefined && record.revokedAt === undefined) return { kind: 'stay', due: freezeLookAt(freeze, now) }
  if (isLookTooOld(record, now)) return go(record, 'confirming', now)
  return isCleared(record) ? { kind: 'step', step: 'revoke-token' } : toGate(record, now)
}

/** refreshing-token. */
export const refreshingToken = (snapshot: Snapshot, { now }: Situation): Next => {
  const record = snapshot.record.value
  if (record.endedAt !== undefined) return succeed(record, now, `${record.plan.binding.old?.name} refreshed in place.`)
  return { kind: 'step', step: 'refresh-token' }
}
