import type { Groups } from '../core/ports/groups.ts'
import type { Log } from '../core/ports/log.ts'
import { createEntraGroups } from './entra-groups.ts'
import type { TeamsOptions } from './teams-options.ts'
import type { TeamsTokens } from './teams-tokens.ts'

const keptMs = 5 * 60_000
const mostKept = 5_000
/** What was read, for five minutes; what could not be read is not kept. */
const createKept = <Value>() => {
  const known = new Map<string, { readonly at: number; readonly value: Value }>()
  return {
    get: (key: string): Value | undefined => {
      const one = known.get(key)
      return one !== undefined && Date.now() - one.at < keptMs ? one.value : undefined
    },
    set: (key: string, value: Value): void => {
      if (known.size >= mostKept) known.clear()
      known.set(key, { at: Date.now(), value })
    },
    forget: (prefix: string): void => {
      for (const key of known.keys()) if (key.startsWith(prefix)) known.delete(key)
    },
  }
}

/**
 * Entra groups: who is in one by Graph's `checkMemberGroups`, whom to ask by its list of members, groups inside of groups
 * included. Both are kept for five minutes. What cannot be read is a no.
 */
export const createTeamsGroups = (options: TeamsOptions, tokens: TeamsTokens, log: Log): Groups => {
  const entra = createEntraGroups(options, tokens)
  const answers = createKept<boolean>()
  const lists = createKept<readonly string[]>()
  const ask = async <Value>(group: string, work: () => Promise<Value>): Promise<Value | undefined> => {
    try {
      return await work()
    } catch (error) {
      const why = error instanceof Error ? error.message.slice(0, 200) : 'unknown'
      log.warn('an Entra group cannot be read: it counts as nobody', { group, why })
      return undefined
    }
  }
  const isMember: Groups['isMember'] = async (platform, group, identity, fresh) => {
    if (platform !== 'teams' || identity.platform !== 'teams' || identity.workspace !== options.tenantId) return false
    const key = `${group} ${identity.user}`
    if (fresh) answers.forget(key)
    const known = answers.get(key)
    if (known !== undefined) return known
    const member = await ask(group, () => entra.isIn(group, identity.user))
    if (member !== undefined) answers.set(key, member)
    return member ?? false
  }
  const members: Groups['members'] = async (platform, group, fresh) => {
    if (platform !== 'teams') return undefined
    if (fresh) answers.forget(`${group} `)
    const known = fresh ? undefined : lists.get(group)
    if (known !== undefined) return known
    const listed = await ask(group, () => entra.list(group))
    if (listed !== undefined) lists.set(group, listed)
    return listed
  }
  return { isMember, members }
}
