import { edgeWorkerLocks } from '../../plan/locks.ts'
import { freezeAt } from '../../plan/rotation-settings.ts'
import type { Snapshot } from '../../ports/records.ts'
import type { Target } from '../../request/part.ts'
import type { ActionRecord } from '../../request/record.ts'
import type { State } from '../../request/state.ts'
import { go, type Next, type Situation } from '../next.ts'
import { openTargets, stateIsDone } from '../open-targets.ts'
import { isSideBySide } from '../side-by-side.ts'
import { candidatesOf, newTokensOf, targetsOf } from '../snapshot-parts.ts'
import { succeed } from './ends.ts'

const idsOf = (parts: readonly { readonly id: string }[]): readonly string[] => parts.map((part) => part.id)

/** creating-token: all new tokens complete, or void while none of ours is left at Akamai. */
export const creatingToken = (snapshot: Snapshot, { now }: Situation): Next => {
  const record = snapshot.record.value
  const tokens = newTokensOf(snapshot)
  if (!tokens.every((token) => token.state === 'complete')) return { kind: 'stay', due: 'never' }
  if (record.plan.binding.action === 'create')
    return succeed(record, now, `${tokens.map((t) => t.name).join(' and ')} created.`)
  return { ...go(record, 'preparing', now), wakes: idsOf(candidatesOf(snapshot)) }
}

/** preparing: every candidate is uploaded before the first activation. */
export const preparing = (snapshot: Snapshot, { now }: Situation): Next => {
  const isReady = candidatesOf(snapshot).every((candidate) => candidate.state === 'uploaded')
  if (!isReady) return { kind: 'stay', due: 'never' }
  return go(snapshot.record.value, 'staging', now)
}

/** Once every target is done: soak, or at once to the end where the old token is dead or compromised. */
const afterProduction = (record: ActionRecord, { now, settings }: Situation): Next => {
  const { options } = record.plan.binding
  const locks = { free: edgeWorkerLocks(record.plan.binding) }
  if (options.dead === true)
    return succeed(
      record,
      now,
      `${record.plan.binding.old?.name} was dead; its EdgeWorkers have a working token again.`,
    )
  if (options.compromised === true) return { ...go(record, 'confirming', now), locks }
  const soakUntil = now + settings.soakMs
  return { ...go(record, 'soaking', now, { soakUntil }), due: soakUntil, locks }
}

const afterStaging = (record: ActionRecord, { now, settings }: Situation): Next => {
  const gate = settings.productionGate && record.breakGlass !== true && !isSideBySide(record)
  if (!gate) return go(record, 'production', now)
  return { ...go(record, 'awaiting-production', now), due: 'never' }
}

/** Not looked at yet: whoever was has a time of its own. */
const isFresh = (target: Target): boolean =>
  target.state === 'planned' && target.tries === undefined && target.waitsUntil === undefined

/** staging and production: wave after wave; a freeze starts nothing. */
export const deploying =
  (state: 'staging' | 'production') =>
  (snapshot: Snapshot, situation: Situation): Next => {
    const record = snapshot.record.value
    const { now, settings } = situation
    const targets = targetsOf(snapshot)
    const sideBySide = isSideBySide(record)
    if (stateIsDone(state, targets, sideBySide))
      return state === 'staging' ? afterStaging(record, situation) : afterProduction(record, situation)
    const freeze = record.breakGlass === true ? undefined : freezeAt(settings, now)
    if (freeze !== undefined) return { kind: 'stay', due: freeze.toMs }
    const open = openTargets(state, targets, { waves: settings.waves, sideBySide })
    return {
      kind: 'stay',
      due: 'never',
      wakes: idsOf(open.filter(isFresh)),
    }
  }

const needsSource = (record: ActionRecord, { settings }: Situation): boolean =>
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

export const firstStateOf = (record: ActionRecord): State => {
  const { action } = record.plan.binding
  if (action === 'refresh') return 'refreshing-token'
  if (action === 'revoke') return 'confirming'
  return 'creating-token'
}
