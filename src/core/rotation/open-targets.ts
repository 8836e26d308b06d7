import type { Target } from '../request/part.ts'
import type { Network } from '../token/network.ts'
import { childrenFirst, isOut } from './kin.ts'

const isDone = (target: Target): boolean => target.state === 'verified' || target.state === 'dropped'

const waveSizes = (waves: readonly (number | 'all')[], count: number): readonly number[] => {
  const sizes: number[] = []
  let left = count
  for (const wave of waves) {
    const size = wave === 'all' ? left : Math.min(wave, left)
    if (size > 0) sizes.push(size)
    left -= size
  }
  return left > 0 ? [...sizes, left] : sizes
}

/** The targets of one network that may be worked on: every wave whose earlier waves are all done. */
const openOfNetwork = (targets: readonly Target[], waves: readonly (number | 'all')[]): readonly Target[] => {
  const open: Target[] = []
  let start = 0
  for (const size of waveSizes(waves, targets.length)) {
    if (!targets.slice(0, start).every(isOut)) break
    open.push(...targets.slice(start, start + size))
    start += size
  }
  return open
}

const onNetwork = (targets: readonly Target[], network: Network): readonly Target[] =>
  childrenFirst(targets.filter((target) => target.network === network))

/** The targets that the state `staging` is about: all of staging, or only the first where the token is dead or compromised. */
const stagingTargets = (targets: readonly Target[], sideBySide: boolean): readonly Target[] => {
  const staging = onNetwork(targets, 'STAGING')
  return sideBySide ? staging.slice(0, 1) : staging
}

/** The targets that may be worked on in this state, in order of the plan. */
export const openTargets = (
  state: 'staging' | 'production',
  targets: readonly Target[],
  rules: { readonly waves: readonly (number | 'all')[]; readonly sideBySide: boolean },
): readonly Target[] => {
  const first = stagingTargets(targets, rules.sideBySide)
  if (state === 'staging') return openOfNetwork(first, rules.waves)
  if (!rules.sideBySide) return openOfNetwork(onNetwork(targets, 'PRODUCTION'), rules.waves)
  return first.every(isOut) ? targets : first
}

/**
 * Everything that the state is about is done. Where one staging target goes first, it is enough that it is out: the parents
 * that it may wait for go in `production`.
 */
export const stateIsDone = (
  state: 'staging' | 'production',
  targets: readonly Target[],
  sideBySide: boolean,
): boolean => {
  if (state === 'production') return targets.every(isDone)
  return stagingTargets(targets, sideBySide).every(sideBySide ? isOut : isDone)
}
