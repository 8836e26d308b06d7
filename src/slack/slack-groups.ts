import type { WebClient } from '@slack/web-api'
import type { Groups } from '../core/ports/groups.ts'
import type { Log } from '../core/ports/log.ts'
import { slackFailure } from './slack-failure.ts'

interface Known {
  readonly at: number
  readonly members: Promise<readonly string[] | undefined>
  isAnswered: boolean
}

const keptMs = 5 * 60_000

const read = async (client: WebClient, log: Log, group: string): Promise<readonly string[] | undefined> => {
  try {
    const { users } = await client.usergroups.users.list({ usergroup: group })
    return users
  } catch (error) {
    log.warn('slack user group cannot be read: it counts as nobody', { group, ...slackFailure(error) })
    return undefined
  }
}

/**
 * Slack user groups, kept for five minutes. A group that cannot be read is nobody, and is asked for again at once. Who asks
 * anew while an answer is under way waits for that one: Slack takes 20 questions a minute, and people click together.
 */
export const createSlackGroups = (client: WebClient, log: Log): Groups => {
  const known = new Map<string, Known>()
  const ask = async (group: string): Promise<readonly string[] | undefined> => {
    const asked: Known = { at: Date.now(), members: read(client, log, group), isAnswered: false }
    known.set(group, asked)
    const members = await asked.members
    asked.isAnswered = true
    if (members === undefined && known.get(group) === asked) known.delete(group)
    return members
  }
  const members: Groups['members'] = async (platform, group, fresh) => {
    if (platform !== 'slack') return undefined
    const before = known.get(group)
    if (before === undefined || (before.isAnswered && (fresh || Date.now() - before.at >= keptMs))) return ask(group)
    return before.members
  }
  const isMember: Groups['isMember'] = async (platform, group, identity, fresh) =>
    identity.platform === platform && ((await members(platform, group, fresh))?.includes(identity.user) ?? false)
  return { members, isMember }
}
