import type { PartId, Snapshot } from '../ports/records.ts'
import { recordPart } from '../request/move.ts'
import type { Situation } from './next.ts'
import { nextOf } from './next-of.ts'
import { stepOf } from './step-of.ts'

const isStep = (snapshot: Snapshot, part: PartId, situation: Situation): boolean => {
  if (part === recordPart) {
    const next = nextOf(snapshot, situation)
    const { claim, value } = snapshot.record
    return claim === undefined && value.waitsUntil === undefined && next.kind === 'step' && next.step !== 'begin'
  }
  const held = snapshot.parts.get(part)
  if (held === undefined || held.claim !== undefined || held.value.waitsUntil !== undefined) return false
  return stepOf(snapshot, held, situation) !== undefined
}

/**
 * Of what is woken, the part whose step this worker does at once: its intent can be committed with what woke it. Parts go
 * before the record. Undefined where somebody is at work on it, or no step is next: pure.
 */
export const goesOnHere = (snapshot: Snapshot, wakes: readonly PartId[], situation: Situation): PartId | undefined => {
  const first = wakes.find((part) => part !== recordPart) ?? wakes[0]
  return first !== undefined && isStep(snapshot, first, situation) ? first : undefined
}
