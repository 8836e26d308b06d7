import type { Held, Snapshot } from '../ports/records.ts'
import type { Candidate, NewToken, Part, Target } from '../request/part.ts'

export const partsOf = (snapshot: Snapshot): readonly Part[] => [...snapshot.parts.values()].map((held) => held.value)

const byIdThenNetwork = (a: Target, b: Target): number =>
  Number(a.edgeWorkerId) - Number(b.edgeWorkerId) || a.network.localeCompare(b.network)

/** In the order of the plan, however the store gives them: waves count on it. */
export const targetsOf = (snapshot: Snapshot): readonly Target[] =>
  partsOf(snapshot)
    .filter((part): part is Target => part.kind === 'target')
    .sort(byIdThenNetwork)

export const candidatesOf = (snapshot: Snapshot): readonly Candidate[] =>
  partsOf(snapshot).filter((part): part is Candidate => part.kind === 'candidate')

/** In the order of the plan, too: a pair is told staging first. */
export const newTokensOf = (snapshot: Snapshot): readonly NewToken[] => {
  const planned = (snapshot.record.value.plan.binding.new ?? []).map(({ name }) => name)
  return partsOf(snapshot)
    .filter((part): part is NewToken => part.kind === 'new-token')
    .sort((a, b) => planned.indexOf(a.name) - planned.indexOf(b.name))
}

export const candidateOf = (snapshot: Snapshot, target: Target): Candidate | undefined => {
  const part = snapshot.parts.get(target.candidate)?.value
  return part?.kind === 'candidate' ? part : undefined
}

/** Parts on which some worker's intent is open. */
export const claimedParts = (snapshot: Snapshot): readonly Held<Part>[] =>
  [...snapshot.parts.values()].filter((held) => held.claim !== undefined)
