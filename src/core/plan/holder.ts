import type { Snapshot } from '../ports/records.ts'
import { listed } from './listed.ts'
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

/** One rotation, and what a plan needs of that which it holds. */
interface Holding {
  readonly holder: Holder
  readonly locks: readonly string[]
}

/** Who holds the locks of a plan: each rotation once, however much it holds. */
export const holdings = (holders: Readonly<Record<string, Holder>>): readonly Holding[] =>
  [...Map.groupBy(Object.entries(holders), ([, { id }]) => id).values()].flatMap((held) =>
    held[0] === undefined ? [] : [{ holder: held[0][1], locks: held.map(([lock]) => lock) }],
  )

const most = 5

/** What is locked as people call it. A token's uuid is held beside its name. */
const thingsOf = (locks: readonly string[]): readonly string[] => {
  const named = (kind: string) => locks.filter((lock) => lock.startsWith(kind)).map((lock) => lock.slice(kind.length))
  const ids = named('edgeworker:').map((id, n) => (n === 0 ? `EdgeWorker ${id}` : id))
  const more = ids.length > most ? [`${ids.length - most} more`] : []
  const all = [...named('token:'), ...ids.slice(0, most), ...more]
  return all.length === 0 ? ['this token'] : all
}

/** That a rotation is at work on what a plan needs, as the plan says it. */
export const heldRemark = ({ holder: { id }, locks }: Holding, more: Pick<Remark, 'code' | 'advice'>): Remark => {
  const things = thingsOf(locks)
  return {
    sentence: `${listed(things)} ${things.length === 1 ? 'is' : 'are'} being worked on by ${id}.`,
    where: id,
    ...more,
  }
}
