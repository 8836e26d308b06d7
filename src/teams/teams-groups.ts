import { z } from 'zod'
import type { Groups } from '../core/ports/groups.ts'
import type { Log } from '../core/ports/log.ts'
import { type TeamsOptions, trimSlash } from './teams-options.ts'
import { graphScope, type TeamsTokens } from './teams-tokens.ts'

const keptMs = 5 * 60_000
const most = 5_000
const answered = z.object({ value: z.array(z.string()) })

/** Entra groups by Graph's `checkMemberGroups`, kept for five minutes. What cannot be read is a no; groups are not listed. */
export const createTeamsGroups = (options: TeamsOptions, tokens: TeamsTokens, log: Log): Groups => {
  const known = new Map<string, { readonly at: number; readonly member: boolean }>()
  const graph = trimSlash(options.graphUrl ?? 'https://graph.microsoft.com')
  const ask = async (group: string, user: string): Promise<boolean> => {
    const answer = await options.fetch(`${graph}/v1.0/users/${encodeURIComponent(user)}/checkMemberGroups`, {
      method: 'POST',
      headers: { authorization: `Bearer ${await tokens(graphScope)}`, 'content-type': 'application/json' },
      body: JSON.stringify({ groupIds: [group] }),
      redirect: 'error',
      signal: AbortSignal.timeout(5_000),
    })
    if (!answer.ok) throw new Error(`Graph answered ${answer.status}`)
    return answered.parse(await answer.json()).value.includes(group)
  }
  const isMember: Groups['isMember'] = async (platform, group, identity, fresh) => {
    if (platform !== 'teams' || identity.platform !== 'teams' || identity.workspace !== options.tenantId) return false
    const key = `${group} ${identity.user}`
    const before = known.get(key)
    if (!fresh && before !== undefined && Date.now() - before.at < keptMs) return before.member
    try {
      const member = await ask(group, identity.user)
      if (known.size >= most) known.clear()
      known.set(key, { at: Date.now(), member })
      return member
    } catch (error) {
      known.delete(key)
      log.warn('an Entra group cannot be read: it counts as nobody', {
        group,
        why: error instanceof Error ? error.name : 'unknown',
      })
      return false
    }
  }
  return { isMember, members: async () => undefined }
}
