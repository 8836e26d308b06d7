import { approversOf } from '../people/approvers-of.ts'
import type { Owner } from '../people/owner.ts'
import type { ActionRecord } from './record.ts'

/** Whose members decide on a request now: its approvers, and the backup group once that has been asked. */
export const decidingGroups = (
  owner: Pick<Owner, 'approvers'> | undefined,
  { policy, reminded }: Pick<ActionRecord, 'policy' | 'reminded'>,
): readonly string[] => {
  if (owner === undefined) return []
  const backup = reminded === undefined || policy.backup === undefined ? [] : [policy.backup]
  return [...new Set([approversOf(owner, policy), ...backup])]
}
