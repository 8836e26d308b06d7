import { edgeWorkerLocks, oldTokenLocks } from '../../plan/locks.ts'
import type { Snapshot } from '../../ports/records.ts'
import type { NewToken, Target } from '../../request/part.ts'
import type { ActionRecord } from '../../request/record.ts'
import type { Go, Next, Situation } from '../next.ts'
import { claimedParts, newTokensOf, targetsOf } from '../snapshot-parts.ts'
import { lookValidMs } from '../times.ts'
import { abandoned } from './ends.ts'
import { findingsOf, withoutLook } from './revocation.ts'

type Phase = NonNullable<ActionRecord['abandon']>['phase']

const toPhase = (record: ActionRecord, phase: Phase, patch: Partial<ActionRecord> = {}): Go => ({
  kind: 'go',
  record: { ...record, ...patch, ...(record.abandon === undefined ? {} : { abandon: { ...record.abandon, phase } }) },
  owed: [{ kind: 'board' }],
})

/** Nothing of ours is left to undo there, or it is named and left. */
const isSettled = (target: Target): boolean =>
  target.state === 'restored' || target.state === 'dropped' || target.trouble?.code === 'old-token-dead'

/** A POST may have gone out that nobody has seen answered yet, or Akamai is not done with it. */
const isOpen = (token: NewToken): boolean => token.state === 'creating' && token.trouble?.code !== 'new-token-error'

const isOurs = (token: NewToken): boolean =>
  token.madeByUs === true && token.uuid !== undefined && token.state !== 'revoked'

const kept = (record: ActionRecord, snapshot: Snapshot, now: number): Next => {
  const names = newTokensOf(snapshot).filter((token) => token.uuid !== undefined && token.state !== 'revoked')
  const where = findingsOf(record)
  const because = where.length > 0 ? ` It is still in: ${where.slice(0, 5).join('; ')}.` : ''
  if (names.length === 0) return abandoned(record, now, 'Abandoned: nothing of it is left.', false)
  return abandoned(record, now, `Abandoned; new token ${names.map((one) => one.name).join(', ')} kept.${because}`, true)
}

const restoring = (snapshot: Snapshot, { now, settings }: Situation): Next => {
  const record = snapshot.record.value
  const targets = targetsOf(snapshot)
  const waiting = [...targets.filter((target) => !isSettled(target)), ...newTokensOf(snapshot).filter(isOpen)]
  const open = claimedParts(snapshot).map((one) => one.value.id)
  if (waiting.length + open.length > 0) return { kind: 'stay', due: now + 1000, wakes: open }
  const free = [...oldTokenLocks(record.plan.binding), ...edgeWorkerLocks(record.plan.binding)]
  const touched = targets.some((target) => target.activationId !== undefined)
  if (!touched) return { ...toPhase(withoutLook(record), 'confirming'), locks: { free } }
  const soakUntil = now + settings.soakMs
  return { ...toPhase(withoutLook(record), 'soaking', { soakUntil }), due: soakUntil, locks: { free } }
}

const confirming = (snapshot: Snapshot, { now }: Situation): Next => {
  const record = snapshot.record.value
  if (!newTokensOf(snapshot).some(isOurs)) return kept(record, snapshot, now)
  if (record.confirmedAt === undefined) return { kind: 'step', step: 'confirm-unused' }
  return findingsOf(record).length > 0 ? kept(record, snapshot, now) : toPhase(record, 'revoking')
}

const revoking = (snapshot: Snapshot, { now }: Situation): Next => {
  const record = snapshot.record.value
  if (record.endedAt !== undefined)
    return abandoned(record, now, 'Abandoned: everything is as it was; the new token is revoked.', false)
  if (now - (record.confirmedAt ?? 0) > lookValidMs) return toPhase(withoutLook(record), 'confirming')
  return { kind: 'step', step: 'revoke-token' }
}

/** abandoning: locks, restore, soak, look, revoke the new token; anything but clean keeps both tokens alive. */
export const abandoning = (snapshot: Snapshot, situation: Situation): Next => {
  const record = snapshot.record.value
  const phase: Phase = record.abandon?.phase ?? 'locking'
  if (phase === 'locking') return { kind: 'step', step: 'lock' }
  if (phase === 'restoring') return restoring(snapshot, situation)
  if (phase === 'confirming') return confirming(snapshot, situation)
  if (phase === 'revoking') return revoking(snapshot, situation)
  const until = record.soakUntil ?? situation.now
  return situation.now < until ? { kind: 'stay', due: until } : toPhase(record, 'confirming')
}
