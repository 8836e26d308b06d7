import type { Held, Snapshot } from '../ports/records.ts'
import type { Candidate, NewToken, Part, Target } from '../request/part.ts'
import { isEnd } from '../request/state.ts'
import { canActivate, canUpload } from './can-start.ts'
import { childrenAreBack } from './kin.ts'
import type { Situation } from './next.ts'
import { activateTarget } from './steps/activate-target.ts'
import { awaitParents } from './steps/await-parents.ts'
import { createToken } from './steps/create-token.ts'
import { pollActivation } from './steps/poll-activation.ts'
import { prepareCandidate } from './steps/prepare-candidate.ts'
import { restoreTarget } from './steps/restore-target.ts'
import type { StepContext, StepResult } from './steps/step.ts'
import { verifyTarget } from './steps/verify-target.ts'

/** A step bound to nothing yet; `acts`: it may have an effect in this state, else it only looks. */
export interface PartStep {
  readonly name: string
  readonly acts: boolean
  run(context: StepContext<Part>): Promise<StepResult<Part>>
}

const bind = <P extends Part>(
  name: string,
  isFor: (part: Part) => part is P,
  acts: boolean,
  step: (context: StepContext<P>) => Promise<StepResult<P>>,
): PartStep => ({
  name,
  acts,
  run: (context) => {
    const { subject } = context
    if (!isFor(subject)) throw new TypeError(`${name} is not for a ${subject.kind}`)
    return step({ ...context, subject })
  },
})

const isTarget = (part: Part): part is Target => part.kind === 'target'
const isCandidate = (part: Part): part is Candidate => part.kind === 'candidate'
const isNewToken = (part: Part): part is NewToken => part.kind === 'new-token'

/** An effect of the step may be at Akamai without our knowing: its worker died, or its answer was lost. */
const isOpen = ({ value, claim }: Held<Part>): boolean => claim !== undefined || value.unsure === true

const backAgain = (target: Target, acts: boolean): PartStep | undefined =>
  target.state === 'restored' || target.state === 'dropped'
    ? undefined
    : bind('restore-target', isTarget, acts, restoreTarget)

const wayBack = (snapshot: Snapshot, held: Held<Part>, target: Target): PartStep | undefined => {
  // Before the EdgeWorkers' locks are taken again, and once they are let go, another rotation may be at work there.
  const holdsLocks = snapshot.record.value.abandon?.phase === 'restoring'
  if (holdsLocks && (target.state === 'restoring' || childrenAreBack(snapshot, target))) return backAgain(target, true)
  return isOpen(held) ? backAgain(target, false) : undefined
}

const targetStep = (
  snapshot: Snapshot,
  held: Held<Part>,
  target: Target,
  situation: Situation,
): PartStep | undefined => {
  const { state, leftState } = snapshot.record.value
  if (target.state === 'activating') return bind('poll-activation', isTarget, false, pollActivation)
  if (state === 'abandoning') return wayBack(snapshot, held, target)
  if (target.state === 'restoring') return backAgain(target, false)
  if (target.state === 'waiting-for-parents') return bind('await-parents', isTarget, false, awaitParents)
  if (target.state === 'active') return bind('verify-target', isTarget, false, verifyTarget)
  if (target.state !== 'planned') return undefined
  if (canActivate(snapshot, target, situation)) return bind('activate-target', isTarget, true, activateTarget)
  if (!isOpen(held)) return undefined
  return leftState === 'abandoning'
    ? backAgain(target, false)
    : bind('activate-target', isTarget, false, activateTarget)
}

/**
 * The step that a part is due for, if any: pure. Nothing starts from a gate; what Akamai is already doing is looked at
 * in every state, and an effect that nobody knows the outcome of is looked for before it is let go.
 */
export const stepOf = (snapshot: Snapshot, held: Held<Part>, situation: Situation): PartStep | undefined => {
  const { state } = snapshot.record.value
  const part = held.value
  if (isEnd(state)) return undefined
  if (part.kind === 'target') return targetStep(snapshot, held, part, situation)
  if (part.kind === 'candidate') {
    if (part.state === 'uploaded') return undefined
    const acts = canUpload(snapshot, part)
    return acts || isOpen(held) ? bind('prepare-candidate', isCandidate, acts, prepareCandidate) : undefined
  }
  const acts = state === 'creating-token'
  const isWanted = part.state === 'creating' || (part.state === 'planned' && (acts || isOpen(held)))
  return isWanted ? bind('create-token', isNewToken, acts, createToken) : undefined
}
