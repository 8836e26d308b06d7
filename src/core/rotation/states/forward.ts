import { edgeWorkerLocks } from '../../plan/locks.ts'
import type { PartId, Snapshot } from '../../ports/records.ts'
import type { Part } from '../../request/part.ts'
import type { ActionRecord } from '../../request/record.ts'
import type { State } from '../../request/state.ts'
import { canActivate, canUpload, isFresh } from '../can-start.ts'
import { freezeFor, freezeLookAt } from '../freeze-for.ts'
import { go, type Next, type Situation } from '../next.ts'
import { stateIsDone } from '../open-targets.ts'
import { isSideBySide } from '../side-by-side.ts'
import { candidatesOf, newTokensOf, targetsOf } from '../snapshot-parts.ts'
import { atWorkLooksEveryMs } from '../times.ts'
import { succeed } from './ends.ts'

/** Of these, the ones to wake: who waits or is worked on has a time of its own. */
const fresh = (snapshot: Snapshot, parts: readonly Part[]): readonly PartId[] =>
  parts.filter((part) => isFresh(snapshot, part)).map((part) => part.id)

const toUpload = (snapshot: Snapshot): readonly Part[] =>
  candidatesOf(snapshot).filter((candidate) => canUpload(snapshot, candidate))

/** creating-token: until all new tokens are complete. */
export const creatingToken = (snapshot: Snapshot, { now }: Situation): Next => {
  const record = snapshot.record.value
  const tokens = newTokensOf(snapshot)
  const open = tokens.filter((token) => token.state !== 'complete')
  if (open.length > 0) return { kind: 'stay', due: now + atWorkLooksEveryMs, wakes: fresh(snapshot, open) }
  if (record.plan.binding.action === 'create')
    return succeed(record, now, `${tokens.map((token) => token.name).join(' and ')} created.`)
  return { ...go(record, 'preparing', now), wakes: candidatesOf(snapshot).map((candidate) => candidate.id) }
}

/** preparing: every candidate is uploaded before the first activation. */
export const preparing = (snapshot: Snapshot, { now }: Situation): Next => {
  const open = toUpload(snapshot)
  if (open.length > 0) return { kind: 'stay', due: now + atWorkLooksEveryMs, wakes: fresh(snapshot, open) }
  return go(snapshot.record.value, 'staging', now)
}

/** Once every target is done: soak, or at once to the end where the old token is dead or compromised. */
const afterProduction = (record: ActionRecord, { now, settings }: Situation): Next => {
  const { options, old } = record.plan.binding
  const locks = { free: edgeWorkerLocks(record.plan.binding) }
  if (options.dead === true)
    return succeed(record, now, `${old?.name} was dead; its EdgeWorkers have a working token again.`)
  if (options.compromised === true) return { ...go(record, 'confirming', now), locks }
  const soakUntil = now + settings.soakMs
  return { ...go(record, 'soaking', now, { soakUntil }), due: soakUntil, locks }
}

const wantsGate = (snapshot: Snapshot, { settings }: Situation): boolean => {
  const record = snapshot.record.value
  const hasProduction = targetsOf(snapshot).some((target) => target.network === 'PRODUCTION')
  return settings.productionGate && hasProduction && record.breakGlass !== true && !isSideBySide(record)
}

const afterStaging = (snapshot: Snapshot, situation: Situation): Next => {
  const { now } = situation
  const record = snapshot.record.value
  if (!wantsGate(snapshot, situation)) return go(record, 'production', now)
  const next = go(record, 'awaiting-production', now, { gate: { votes: [] } })
  const told = { kind: 'notice', notice: 'production-gate', to: 'thread' } as const
  return { ...next, due: now + record.policy.lapseAfterMs, owed: [...(next.owed ?? []), told] }
}

/** staging and production: wave after wave; a freeze starts no activation. */
export const deploying =
  (state: 'staging' | 'production') =>
  (snapshot: Snapshot, situation: Situation): Next => {
    const record = snapshot.record.value
    const targets = targetsOf(snapshot)
    if (stateIsDone(state, targets, isSideBySide(record)))
      return state === 'staging' ? afterStaging(snapshot, situation) : afterProduction(record, situation)
    const startable = targets.filter((target) => canActivate(snapshot, target, situation))
    const wakes = fresh(snapshot, [...toUpload(snapshot), ...startable])
    const { now } = situation
    const freeze = freezeFor(record, situation)
    return { kind: 'stay', due: freeze === undefined ? now + atWorkLooksEveryMs : freezeLookAt(freeze, now), wakes }
  }

/** Whether the team's own repository is waited for. */
export const needsSource = (record: ActionRecord, { settings }: Situation): boolean =>
  settings.sourceDeadlineMs > 0 &&
  record.source === undefined &&
  record.breakGlass !== true &&
  record.plan.findings.source.length > 0

/** soaking: the wait between the last activation and the revocation. */
export const soaking = (snapshot: Snapshot, situation: Situation): Next => {
  const record = snapshot.record.value
  const { now, settings } = situation
  if (now < (record.soakUntil ?? 0)) return { kind: 'stay', due: record.soakUntil ?? now }
  if (!needsSource(record, situation)) return go(record, 'confirming', now)
  const sourceBy = now + settings.sourceDeadlineMs
  const next = go(record, 'awaiting-source', now, { sourceBy })
  return {
    ...next,
    due: sourceBy,
    owed: [...(next.owed ?? []), { kind: 'notice', notice: 'source-wanted', to: 'thread' }],
  }
}

/** Where an approved action begins. What was adopted has its new token already. */
export const firstStateOf = (record: ActionRecord): State => {
  const { action } = record.plan.binding
  if (action === 'refresh') return 'refreshing-token'
  if (action === 'revoke') return 'confirming'
  return action === 'adopt' ? 'preparing' : 'creating-token'
}
