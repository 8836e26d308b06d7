import type { Freeze } from '../../plan/rotation-settings.ts'
import type { Snapshot } from '../../ports/records.ts'
import type { ActionRecord } from '../../request/record.ts'
import { freezeFor, freezeLookAt } from '../freeze-for.ts'
import type { Next, Situation } from '../next.ts'
import { makeVoid } from './ends.ts'

/** How much of the time from `from` to `to` lies inside of freezes; where two overlap, it counts once. */
const frozenMs = (freezes: readonly Freeze[], from: number, to: number): number => {
  let [sum, seen] = [0, from]
  for (const freeze of freezes.toSorted((a, b) => a.fromMs - b.fromMs)) {
    const start = Math.max(seen, freeze.fromMs)
    const end = Math.min(to, freeze.toMs)
    if (end > start) sum += end - start
    seen = Math.max(seen, end)
  }
  return sum
}

/** `approved` or `queued` for longer than the request's lapse is void; time inside of freezes does not count. */
const overdue = (record: ActionRecord, { now, settings }: Situation): Next | undefined => {
  const decided = record.decidedAt ?? record.stateSince
  if (now - decided - frozenMs(settings.freezes, decided, now) <= record.policy.lapseAfterMs) return undefined
  return makeVoid(record, now, `It waited too long for ${record.waitsFor ?? 'its turn'}; ask again.`)
}

/** approved: begins, unless it was decided too long ago. */
export const approved = (snapshot: Snapshot, situation: Situation): Next =>
  overdue(snapshot.record.value, situation) ?? { kind: 'step', step: 'begin' }

/** queued: looks at the locks each minute; free, it goes back to `approved`, where votes and plan are checked again. */
export const queued = (snapshot: Snapshot, situation: Situation): Next => {
  const record = snapshot.record.value
  const over = overdue(record, situation)
  if (over !== undefined) return over
  const freeze = freezeFor(record, situation)
  return freeze === undefined
    ? { kind: 'locks', want: 'look' }
    : { kind: 'stay', due: freezeLookAt(freeze, situation.now) }
}
