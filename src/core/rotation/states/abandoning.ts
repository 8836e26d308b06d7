import { edgeWorkerLocks, oldTokenLocks } from '../../plan/locks.ts'
import type { Snapshot } from '../../ports/records.ts'
import type { NewToken, Part, Target } from '../../request/part.ts'
import type { ActionRecord } from '../../request/record.ts'
import { isFresh } from '../can-start.ts'
import { freezeFor, freezeLookAt } from '../freeze-for.ts'
import { isInFlight } from '../in-flight.ts'
import { childrenAreBack, isBack } from '../kin.ts'
import { isLookTooOld, withoutLook } from '../look.ts'
import type { Go, Next, Situation } from '../next.ts'
import { claimedParts, newTokensOf, partsOf, targetsOf } from '../snapshot-parts.ts'
import { findingsOf } from '../steps/findings-of.ts'
import { pollStuckEveryMs } from '../times.ts'
import { abandoned } from './ends.ts'
import { toHeld } from './holding.ts'

type Phase = NonNullable<ActionRecord['abandon']>['phase']

const toPhase = (record: ActionRecord, phase: Phase, patch: Partial<ActionRecord> = {}): Go => ({
  kind: 'go',
  record: { ...record, ...patch, ...(record.abandon === undefined ? {} : { abandon: { ...record.abandon, phase } }) },
  owed: [{ kind: 'board' }],
})

/** Nothing of ours is left to undo there, or it stays for a reason that is named. */
const isSettled = (part: Part): boolean => {
  if (part.kind === 'target') return isBack(part)
  if (part.kind === 'candidate') return true
  return part.state !== 'creating' && part.unsure !== true
}

/** What it is in trouble about does not end by itself: somebody must look. */
const needsSomebody = (part: Part): boolean => part.trouble !== undefined && !isInFlight(part)

/** It goes back after its children, and one of them does not. */
const isBlocked = (snapshot: Snapshot, part: Part): boolean =>
  part.kind === 'target' && !isInFlight(part) && !childrenAreBack(snapshot, part)

const isOurs = (token: NewToken): boolean =>
  token.madeByUs === true && token.uuid !== undefined && token.state !== 'revoked'

const leftAlone = (targets: readonly Target[]): string => {
  const left = targets.flatMap((target) =>
    target.left === undefined
      ? []
      : [`${target.left} on ${target.network} of EdgeWorker ${target.edgeWorkerId} (by ${target.by ?? 'somebody'})`],
  )
  return left.length === 0 ? '' : ` Left alone, as somebody else deployed it: ${left.slice(0, 5).join('; ')}.`
}

const kept = (record: ActionRecord, snapshot: Snapshot, now: number): Next => {
  const names = newTokensOf(snapshot).filter((token) => token.uuid !== undefined && token.state !== 'revoked')
  const left = leftAlone(targetsOf(snapshot))
  if (record.refresh !== undefined)
    return abandoned(record, now, `Abandoned; Akamai was asked to refresh ${record.plan.binding.old?.name}.`, false)
  if (names.length === 0) return abandoned(record, now, `Abandoned: nothing of it is left.${left}`, false)
  const where = findingsOf(record)
  const because = where.length > 0 ? ` It is still in: ${where.slice(0, 5).join('; ')}.` : ''
  const what = `Abandoned; new token ${names.map((one) => one.name).join(', ')} kept.`
  return abandoned(record, now, `${what}${because}${left}`, true)
}

/** `after` is saved before an activation is sent: one whose worker died unheard may have served, and been replaced since. */
const mayHaveServed = ({ activationId, restoreActivationId, after }: Target): boolean =>
  [activationId, restoreActivationId, after].some((one) => one !== undefined)

/** What was activated soaks; where nothing was, there is nothing to wait for. */
const afterRestoring = (snapshot: Snapshot, { now, settings }: Situation): Next => {
  const record = snapshot.record.value
  const free = [...oldTokenLocks(record.plan.binding), ...edgeWorkerLocks(record.plan.binding)]
  if (!targetsOf(snapshot).some(mayHaveServed))
    return { ...toPhase(withoutLook(record), 'confirming'), locks: { free } }
  const soakUntil = now + settings.soakMs
  return { ...toPhase(withoutLook(record), 'soaking', { soakUntil }), due: soakUntil, locks: { free } }
}

const restoring = (snapshot: Snapshot, situation: Situation): Next => {
  const { now } = situation
  const open = claimedParts(snapshot).map((one) => one.value.id)
  if (open.length > 0) return { kind: 'stay', due: now + 1000, wakes: open }
  const unsettled = partsOf(snapshot).filter((part) => !isSettled(part))
  const waits = unsettled.filter((part) => !needsSomebody(part) && !isBlocked(snapshot, part))
  if (waits.length > 0) {
    const wakes = waits.filter((part) => part.kind === 'target' && isFresh(snapshot, part)).map((part) => part.id)
    return { kind: 'stay', due: now + pollStuckEveryMs, wakes }
  }
  const first = unsettled.find(needsSomebody) ?? unsettled[0]
  if (first === undefined) return afterRestoring(snapshot, situation)
  const trouble = first.trouble === undefined ? {} : { trouble: first.trouble }
  return toHeld(snapshot.record.value, now, { leftState: 'abandoning', ...trouble })
}

const confirming = (snapshot: Snapshot, { now }: Situation): Next => {
  const record = snapshot.record.value
  if (!newTokensOf(snapshot).some(isOurs)) return kept(record, snapshot, now)
  if (record.confirmedAt === undefined) return { kind: 'step', step: 'confirm-unused' }
  const isClean = record.tokenGone === true || findingsOf(record).length === 0
  return isClean ? toPhase(record, 'revoking') : kept(record, snapshot, now)
}

const revoking = (snapshot: Snapshot, situation: Situation): Next => {
  const record = snapshot.record.value
  const { now } = situation
  if (record.endedAt !== undefined) {
    const left = leftAlone(targetsOf(snapshot))
    const all = left === '' ? 'everything is as it was; ' : ''
    return abandoned(record, now, `Abandoned: ${all}the new token is revoked.${left}`, false)
  }
  const freeze = freezeFor(record, situation)
  if (freeze !== undefined) return { kind: 'stay', due: freezeLookAt(freeze, now) }
  if (isLookTooOld(record, now)) return toPhase(withoutLook(record), 'confirming')
  return { kind: 'step', step: 'revoke-token' }
}

/** abandoning: locks, restore, soak, look, revoke the new token; anything but clean keeps both tokens alive. */
export const abandoning = (snapshot: Snapshot, situation: Situation): Next => {
  const record = snapshot.record.value
  if (record.trouble !== undefined) return toHeld(record, situation.now, { leftState: 'abandoning' })
  const phase: Phase = record.abandon?.phase ?? 'locking'
  if (phase === 'locking') return { kind: 'locks', want: 'take' }
  if (phase === 'restoring') return restoring(snapshot, situation)
  if (phase === 'confirming') return confirming(snapshot, situation)
  if (phase === 'revoking') return revoking(snapshot, situation)
  const until = record.soakUntil ?? situation.now
  return situation.now < until ? { kind: 'stay', due: until } : toPhase(record, 'confirming')
}
