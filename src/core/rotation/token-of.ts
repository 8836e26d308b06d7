import type { Run } from './intent.ts'

/** The token that a step is about, as the trail names it. */
export const tokenOf = <Subject>({ snapshot }: Run<Subject>): string | undefined => {
  const { old, new: made } = snapshot.record.value.plan.binding
  return old?.name ?? made?.[0]?.name
}
