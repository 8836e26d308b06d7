import type { Snapshot } from '../ports/records.ts'
import type { Candidate, Part, Target } from '../request/part.ts'
import type { State } from '../request/state.ts'
import { freezeFor } from './freeze-for.ts'
import { childrenAreOut } from './kin.ts'
import type { Situation } from './next.ts'
import { openTargets } from './open-targets.ts'
import { isSideBySide } from './side-by-side.ts'
import { candidateOf, targetsOf } from './snapshot-parts.ts'

const isDeploying = (state: State): state is 'staging' | 'production' => state === 'staging' || state === 'production'

/**
 * Whether a planned target may be activated now: in the state of its network, in its wave, with its candidate uploaded,
 * outside of freezes, its children before it. Whatever wakes a target up, nothing starts without this.
 */
export const canActivate = (snapshot: Snapshot, target: Target, situation: Situation): boolean => {
  const record = snapshot.record.value
  const { state } = record
  if (target.state !== 'planned' || !isDeploying(state)) return false
  if (freezeFor(record, situation) !== undefined) return false
  if (candidateOf(snapshot, target)?.state !== 'uploaded' || !childrenAreOut(snapshot, target)) return false
  const rules = { waves: situation.settings.waves, sideBySide: isSideBySide(record) }
  return openTargets(state, targetsOf(snapshot), rules).some((one) => one.id === target.id)
}

/** A candidate is made before anything is deployed; one that a retry request approved, when its rotation goes on. */
export const canUpload = (snapshot: Snapshot, candidate: Candidate): boolean => {
  const { state } = snapshot.record.value
  return candidate.state === 'planned' && (state === 'preparing' || isDeploying(state))
}

/** Nobody works on it, and it has no time of its own. */
export const isFresh = (snapshot: Snapshot, part: Part): boolean =>
  part.tries === undefined && part.waitsUntil === undefined && snapshot.parts.get(part.id)?.claim === undefined
