import { approversOf } from '../people/approvers-of.ts'
import type { Owner } from '../people/owner.ts'
import type { ActionRecord } from './record.ts'

type Asked = Pick<ActionRecord, 'policy' | 'reminded'> & Partial<Pick<ActionRecord, 'state' | 'gate'>>

/** Whose members decide now: its approvers, and the backup group once that has been asked, about this or that vote. */
export const decidingGroups = (
  owner: Pick<Owner, 'approvers'> | undefined,
  { policy, reminded, state, gate }: Asked,
): readonly string[] => {
  if (owner === undefined) return []
  const asked = state === 'awaiting-production' ? gate?.reminded : reminded
  const backup = asked === undefined || policy.backup === undefined ? [] : [policy.backup]
  return [...new Set([approversOf(owner, policy), ...backup])]
}
