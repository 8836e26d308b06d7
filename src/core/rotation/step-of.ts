import type { Held, Snapshot } from '../ports/records.ts'
import type { Candidate, NewToken, Part, Target } from '../request/part.ts'
import { isEnd, type State } from '../request/state.ts'
import { activateTarget } from './steps/activate-target.ts'
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

const deploys: readonly State[] = ['staging', 'production']
/** In these, what is open or in flight is looked at, and nothing starts. */
const looks: readonly State[] = ['holding', 'held']

const targetStep = (state: State, target: Target, claimed: boolean): PartStep | undefined => {
  if (target.state === 'activating') return bind('poll-activation', isTarget, false, pollActivation)
  if (state === 'abandoning')
    return target.state === 'restored' || target.state === 'dropped'
      ? undefined
      : bind('restore-target', isTarget, true, restoreTarget)
  if (target.state === 'active' && (deploys.includes(state) || looks.includes(state)))
    return bind('verify-target', isTarget, false, verifyTarget)
  if (target.state === 'planned' && deploys.includes(state))
    return bind('activate-target', isTarget, true, activateTarget)
  if (target.state === 'planned' && claimed) return bind('activate-target', isTarget, false, activateTarget)
  return undefined
}

/**
 * The step that a part is due for, if any: pure. A gate has none, but what Akamai is already doing is looked at in every
 * state, and an intent left open by a dead worker is looked into before it is let go.
 */
export const stepOf = (snapshot: Snapshot, held: Held<Part>): PartStep | undefined => {
  const { state } = snapshot.record.value
  const part = held.value
  const claimed = held.claim !== undefined
  if (isEnd(state)) return undefined
  if (part.kind === 'target') return targetStep(state, part, claimed)
  if (part.kind === 'candidate') {
    if (part.state === 'uploaded') return undefined
    const open = state === 'preparing'
    return open || claimed ? bind('prepare-candidate', isCandidate, open, prepareCandidate) : undefined
  }
  const going = part.state === 'planned' || part.state === 'creating'
  const open = state === 'creating-token'
  return going && (open || claimed || part.state === 'creating')
    ? bind('create-token', isNewToken, open, createToken)
    : undefined
}
