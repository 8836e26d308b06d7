import type { WebClient } from '@slack/web-api'
import type { Groups } from '../core/ports/groups.ts'
import type { Log } from '../core/ports/log.ts'
import { type SlackFailure, slackFailure } from './slack-failure.ts'

/** `restMs`: for so long after a refusal there is no use in asking again. */
interface Read {
  readonly users?: readonly string[]
  readonly restMs: number
}

interface Known {
  readonly at: number
  readonly read: Promise<Read>
  answered?: Read
}

const keptMs = 5 * 60_000
/** A group that is not there, or not for the bot, stays so until an operator has mended it. */
const refusedRestMs = 60_000

const restOf = (failure: SlackFailure): number => {
  if (failure.kind === 'limited') return failure.afterMs
  return failure.kind === 'said' ? refusedRestMs : 0
}

const read = async (client: WebClient, log: Log, group: string): Promise<Read> => {
  try {
    const { users = [] } = await client.usergroups.users.list({ usergroup: group })
    return { users, restMs: 0 }
  } catch (error) {
    const failure = slackFailure(error)
    log.warn('slack user group cannot be read: it counts as nobody', { group, ...failure })
    return { restMs: restOf(failure) }
  }
}

/** Whether what is known answers this question, too. */
const serves = ({ at, answered }: Known, fresh: boolean, now: number): boolean => {
  if (answered === undefined) return true
  return answered.users === undefined ? now - at < answered.restMs : !fresh && now - at < keptMs
}

/**
 * Slack user groups, kept for five minutes. Slack takes 20 questions a minute, and people click together: who asks anew while
 * an answer is under way waits for that one. A group that cannot be read is nobody; it is asked for again at once, or once
 * Slack's wait is over, or a minute after Slack has said that it is not there.
 */
export const createSlackGroups = (client: WebClient, log: Log): Groups => {
  const known = new Map<string, Known>()
  const ask = (group: string): Known => {
    const asked: Known = { at: Date.now(), read: read(client, log, group) }
    known.set(group, asked)
    void asked.read.then((answered) => {
      asked.answered = answered
    })
    return asked
  }
  const members: Groups['members'] = async (platform, group, fresh) => {
    if (platform !== 'slack') return undefined
    const before = known.get(group)
    const asked = before !== undefined && serves(before, fresh, Date.now()) ? before : ask(group)
    return (await asked.read).users
  }
  const isMember: Groups['isMember'] = async (platform, group, identity, fresh) =>
    identity.platform === platform && ((await members(platform, group, fresh))?.includes(identity.user) ?? false)
  return { members, isMember }
}
