import type { Snapshot } from '../ports/records.ts'
import type { Remark } from './plan.ts'

/**
 * A rotation that holds a lock which a plan needs. `same-token`: it works on the token of the plan; `going-back`: whatever
 * it works on, it is being abandoned; `other`: it works on something else, and what it activates stays.
 */
export interface Holder {
  readonly id: string
  readonly standing: 'same-token' | 'going-back' | 'other'
}

/** How a rotation stands to a plan for the token with this uuid. */
export const standingOf = (
  { plan, state }: Pick<Snapshot['record']['value'], 'plan' | 'state'>,
  uuid: string | undefined,
): Holder['standing'] => {
  if (state === 'abandoning') return 'going-back'
  return uuid !== undefined && plan.binding.old?.uuid === uuid ? 'same-token' : 'other'
}

/** That a lock is held, as a plan says it. */
export const heldRemark = (lock: string, { id }: Holder, more: Pick<Remark, 'code' | 'advice'>): Remark => ({
  sentence: `${lock.replace(':', ' ')} is being worked on by ${id}.`,
  where: id,
  ...more,
})
