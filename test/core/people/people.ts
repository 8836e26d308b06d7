import type { Directory } from '../../../src/core/people/directory.ts'
import type { ChatIdentity } from '../../../src/core/people/person.ts'
import type { Groups } from '../../../src/core/ports/groups.ts'

export const slack = (user: string, workspace = 'T1'): ChatIdentity => ({ platform: 'slack', workspace, user })
export const teams = (user: string, workspace = 'tenant'): ChatIdentity => ({ platform: 'teams', workspace, user })

export const directory: Directory = {
  people: [
    { name: 'ana', slack: 'UANA', teams: 'oid-ana', email: 'Ana@example.com' },
    { name: 'ben', slack: 'UBEN', email: 'ben@example.com' },
    { name: 'two.a', teams: 'oid-a', email: 'two@example.com' },
    { name: 'two.b', teams: 'oid-b', email: 'two@example.com' },
  ],
  workspaces: { slack: 'T1', teams: 'tenant' },
  mapByEmail: false,
}

/** Platform groups held in memory; a group that is not there cannot be read. `calls` counts what was asked. */
export const groupsOf = (groups: Readonly<Record<string, readonly string[]>>, unlisted = false) => {
  const calls: boolean[] = []
  const port: Groups = {
    members: async (_platform, groupId, fresh) => {
      calls.push(fresh)
      return unlisted ? undefined : groups[groupId]
    },
    isMember: async (_platform, groupId, identity) => groups[groupId]?.includes(identity.user) ?? false,
  }
  return { port, calls }
}
