import type { WebClient } from '@slack/web-api'
import type { Sender } from '../core/chat/inbound.ts'
import type { Log } from '../core/ports/log.ts'
import { slackFailure } from './slack-failure.ts'
import type { SlackIdentity } from './slack-identity.ts'
import { within } from './wait.ts'

/** What a signed delivery says about who sent it. */
export interface Claim {
  readonly user: string
  /** The workspaces that the payload names: of the delivery, and of the person where Slack tells. */
  readonly teams: readonly string[]
  readonly organisation?: string
}

type User = NonNullable<Awaited<ReturnType<WebClient['users']['info']>>['user']>

interface Known {
  readonly at: number
  readonly sender: Sender
}

const freshMs = 10 * 60_000
const usableMs = 60 * 60_000
const patienceMs = 600
const most = 5_000

const isOurs = (identity: SlackIdentity, { teams, organisation }: Claim): boolean =>
  identity.organisation === undefined
    ? teams.every((team) => team === identity.team)
    : organisation === undefined || organisation === identity.organisation

const belongs = (identity: SlackIdentity, user: User): boolean =>
  user.team_id === identity.team ||
  user.enterprise_user?.teams?.includes(identity.team) === true ||
  (identity.organisation !== undefined && user.enterprise_user?.enterprise_id === identity.organisation)

/** Guests, bots and people who have left may do nothing; neither may anybody of another workspace. */
const senderOf = (identity: SlackIdentity, id: string, user: User, withEmail: boolean): Sender => ({
  platform: 'slack',
  workspace: identity.team,
  user: id,
  displayName: user.profile?.display_name || user.real_name || user.name || id,
  ...(withEmail && user.profile?.email ? { email: user.profile.email } : {}),
  ...(user.is_restricted || user.is_ultra_restricted || user.is_bot || user.deleted ? { guest: true } : {}),
  ...(belongs(identity, user) && !user.is_stranger ? {} : { foreign: true }),
})

const stranger = (claim: Claim): Sender => ({
  platform: 'slack',
  workspace: claim.teams[0] ?? '',
  user: claim.user,
  foreign: true,
})

const notVisible: ReadonlySet<string> = new Set(['user_not_found', 'user_not_visible'])

/**
 * Finds out who sent a delivery: a member, a guest, somebody of another workspace. Asks Slack once in ten minutes per
 * person and waits 600 ms at most; `withEmail`: for their address as well. Undefined while that cannot be known; callers refuse then.
 */
export const createSenders = (client: WebClient, identity: SlackIdentity, log: Log, withEmail = false) => {
  const known = new Map<string, Known>()
  const asking = new Map<string, Promise<Sender | undefined>>()
  const look = async (claim: Claim): Promise<Sender | undefined> => {
    try {
      const { user } = await client.users.info({ user: claim.user })
      return user === undefined ? undefined : senderOf(identity, claim.user, user, withEmail)
    } catch (error) {
      const failure = slackFailure(error)
      if (failure.kind === 'said' && notVisible.has(failure.code)) return stranger(claim)
      log.warn('slack does not tell who somebody is: refused', { user: claim.user, ...failure })
      return undefined
    }
  }
  const ask = async (claim: Claim): Promise<Sender | undefined> => {
    const sender = await look(claim)
    asking.delete(claim.user)
    if (sender === undefined) return undefined
    if (known.size >= most) known.clear()
    known.set(claim.user, { at: Date.now(), sender })
    return sender
  }
  const askOnce = (claim: Claim): Promise<Sender | undefined> => {
    const asked = asking.get(claim.user) ?? ask(claim)
    asking.set(claim.user, asked)
    return asked
  }
  return async (claim: Claim): Promise<Sender | undefined> => {
    if (!isOurs(identity, claim)) return stranger(claim)
    const before = known.get(claim.user)
    const age = before === undefined ? usableMs : Date.now() - before.at
    if (age >= usableMs) return within(patienceMs, askOnce(claim))
    if (age >= freshMs) void askOnce(claim)
    return before?.sender
  }
}
