import { movedTargets } from '../../plan/bind-retry.ts'
import type { Binding, PlannedTarget } from '../../plan/plan.ts'
import type { Snapshot } from '../../ports/records.ts'
import type { Move } from '../../request/move.ts'
import type { Candidate, Part, Target } from '../../request/part.ts'
import type { ActionRecord } from '../../request/record.ts'
import { renewedParts, resumed } from '../moves/retry.ts'
import { candidateId, candidatesFor } from '../new-record.ts'
import { candidateOf, candidatesOf, targetsOf } from '../snapshot-parts.ts'

/** What an approved retry does to the rotation that it belongs to. */
export type Rebased =
  | { readonly kind: 'move'; readonly move: Move }
  /** It was done before, and only its own end was not saved. */
  | { readonly kind: 'done' }
  | { readonly kind: 'void'; readonly sentence: string }

const isFor = (target: Target, planned: PlannedTarget): boolean =>
  target.edgeWorkerId === planned.edgeWorkerId && target.network === planned.network

/** A candidate of that base that is there already is used again; a new one gets the EdgeWorker's next number. */
const newCandidates = (parent: Snapshot, binding: Binding): readonly Candidate[] =>
  candidatesFor(binding)
    .filter((candidate) => !parent.parts.has(candidate.id))
    .map((candidate) => {
      const kin = candidatesOf(parent).filter((one) => one.edgeWorkerId === candidate.edgeWorkerId)
      return { ...candidate, k: Math.max(0, ...kin.map((one) => one.k)) + 1 }
    })

/** The target on its new base; where ours is live on top of that base, it stands on ours. */
const rebasedTarget = (parent: Snapshot, target: Target, planned: PlannedTarget, via: string): Target => {
  const { trouble: _trouble, after: _after, since: _since, overwrote, standsOn: _on, ...rest } = target
  const standsOn = overwrote === undefined ? undefined : candidateOf(parent, target)?.version
  return {
    ...rest,
    baseVersion: planned.baseVersion,
    candidate: candidateId(planned.edgeWorkerId, planned.baseVersion),
    state: 'planned',
    attempt: target.attempt + 1,
    via,
    ...(standsOn === undefined ? {} : { standsOn }),
  }
}

const moveOf = (parent: Snapshot, child: ActionRecord, now: number): Move => {
  const { binding } = child.plan
  const targets = binding.targets.flatMap((planned) =>
    targetsOf(parent)
      .filter((target) => isFor(target, planned))
      .map((target) => rebasedTarget(parent, target, planned, child.id)),
  )
  const done = new Set(targets.map((target) => target.id))
  const others: readonly Part[] = renewedParts(parent, now).filter((part) => !done.has(part.id))
  const record = resumed(parent.record.value, now)
  return {
    record,
    parts: [...newCandidates(parent, binding), ...targets, ...others],
    wakes: others.map((part) => part.id),
    events: [{ what: 'rotation.retried', actor: { kind: 'bot' }, facts: { to: record.state, approvedBy: child.id } }],
    owed: [{ kind: 'board' }],
  }
}

/** Puts what `child` approved into the held rotation `parent`, which goes back to the state it left. Pure. */
export const rebased = (parent: Snapshot, child: ActionRecord, now: number): Rebased => {
  const planned = child.plan.binding.targets
  const mine = targetsOf(parent).filter((target) => target.via === child.id)
  if (mine.length > 0) return { kind: 'done' }
  const { id, state } = parent.record.value
  if (state !== 'held') return { kind: 'void', sentence: `${id} is not held any more (it is ${state}).` }
  const moved = movedTargets(parent)
  const fits = planned.every((one) => moved.some((target) => isFor(target, one)))
  if (!fits) return { kind: 'void', sentence: `What is wrong in ${id} has changed. Retry asks anew.` }
  return { kind: 'move', move: moveOf(parent, child, now) }
}
