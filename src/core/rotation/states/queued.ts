import { freezeAt } from '../../plan/rotation-settings.ts'
import type { Snapshot } from '../../ports/records.ts'
import type { Next, Situation } from '../next.ts'
import { makeVoid } from './ends.ts'

/** Time since the decision that counts for its lapse: what passed inside of freezes does not. */
const waited = (from: number, now: number, { settings }: Situation): number => {
  const frozen = settings.freezes.reduce(
    (sum, freeze) => sum + Math.max(0, Math.min(now, freeze.toMs) - Math.max(from, freeze.fromMs)),
    0,
  )
  return now - from - frozen
}

/** queued: looks at the locks each minute; free, it goes back to `approved`, where votes and plan are checked again. */
export const queued = (snapshot: Snapshot, situation: Situation): Next => {
  const record = snapshot.record.value
  const { now, settings } = situation
  const decided = record.decidedAt ?? record.stateSince
  if (waited(decided, now, situation) > record.policy.lapseAfterMs)
    return makeVoid(record, now, `It waited too long for ${record.waitsFor ?? 'its turn'}; ask again.`)
  const freeze = record.breakGlass === true ? undefined : freezeAt(settings, now)
  return freeze === undefined ? { kind: 'step', step: 'look-at-locks' } : { kind: 'stay', due: freeze.toMs }
}
