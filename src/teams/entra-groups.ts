import { z } from 'zod'
import { createGraph } from './graph.ts'
import type { TeamsOptions } from './teams-options.ts'
import type { TeamsTokens } from './teams-tokens.ts'

/** Pages of 999: what a group of approvers, members or on-call people can be at most. */
const mostPages = 5

const answered = z.object({ value: z.array(z.string()) })
const page = z.looseObject({
  value: z.array(z.looseObject({ id: z.string() })),
  '@odata.nextLink': z.string().optional(),
})

/** Entra groups as Graph has them now, by object ids. Throws a `GraphRefused`, or an error where there is no answer. */
export const createEntraGroups = (options: TeamsOptions, tokens: TeamsTokens) => {
  const graph = createGraph(options, tokens)
  const isIn = async (group: string, user: string): Promise<boolean> => {
    const path = `/v1.0/users/${encodeURIComponent(user)}/checkMemberGroups`
    return answered.parse(await graph(path, { groupIds: [group] })).value.includes(group)
  }
  const list = async (group: string): Promise<readonly string[]> => {
    const found: string[] = []
    let path: string | undefined =
      `/v1.0/groups/${encodeURIComponent(group)}/transitiveMembers/microsoft.graph.user?$select=id&$top=999`
    for (let pages = 0; path !== undefined; pages += 1) {
      if (pages === mostPages) throw new Error('the group has too many members to be listed')
      const got: z.infer<typeof page> = page.parse(await graph(path))
      found.push(...got.value.map(({ id }) => id))
      path = got['@odata.nextLink']
    }
    return found
  }
  return { isIn, list }
}
