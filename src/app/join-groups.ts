import type { Platform } from '../core/people/person.ts'
import type { Groups } from '../core/ports/groups.ts'

/** The groups of every connected platform behind one port; one that is not connected has nobody. */
export const joinGroups = (of: Partial<Readonly<Record<Platform, Groups>>>): Groups => ({
  members: async (platform, group, fresh) => of[platform]?.members(platform, group, fresh),
  isMember: async (platform, group, identity, fresh) =>
    (await of[platform]?.isMember(platform, group, identity, fresh)) ?? false,
})
