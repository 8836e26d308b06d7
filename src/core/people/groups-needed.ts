import type { Owner } from './owner.ts'

const words = ['everyone', 'members', 'approvers', 'on-call']

/** The configured groups that deciding about this owner's tokens takes; `more`: admins, a policy's own. */
export const groupsNeeded = (
  owner: Pick<Owner, 'members' | 'approvers' | 'visibleTo'>,
  more: readonly (string | undefined)[] = [],
): readonly string[] => {
  const named = [owner.members, owner.approvers, ...owner.visibleTo, ...more].filter((name) => name !== undefined)
  return [...new Set(named)].filter((name) => !words.includes(name))
}
