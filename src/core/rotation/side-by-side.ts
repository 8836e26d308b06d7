import type { ActionRecord } from '../request/record.ts'

/** Both networks at once, after one staging target: only where the old token is dead or compromised. */
export const isSideBySide = (record: ActionRecord): boolean => {
  const { options } = record.plan.binding
  return options.dead === true || options.compromised === true
}
