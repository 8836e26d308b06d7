import type { Config } from '../config/config.ts'
import type { Sender } from '../core/chat/inbound.ts'
import type { View } from '../core/chat/views/view.ts'
import type { Attempts } from '../core/ports/attempts.ts'
import type { Conversations } from '../core/ports/conversations.ts'
import type { Groups } from '../core/ports/groups.ts'
import type { Inbox } from '../core/ports/inbox.ts'
import type { Log } from '../core/ports/log.ts'
import type { Messenger } from '../core/ports/messenger.ts'
import { createConnector } from '../teams/connector.ts'
import { unpaced } from '../teams/paced.ts'
import { createRoster } from '../teams/roster.ts'
import { createSighted } from '../teams/sighted.ts'
import { createTeamsHandler } from '../teams/teams-app.ts'
import { createTeamsGroups } from '../teams/teams-groups.ts'
import { createTeamsMessenger } from '../teams/teams-messenger.ts'
import { createTeamsTokens } from '../teams/teams-tokens.ts'
import type { Outgoing } from '../web/outgoing.ts'
import { teamsOptionsOf } from './teams-options-of.ts'

/** What of the store Teams needs. */
export interface TeamsStores {
  readonly conversations: Conversations
  readonly attempts: Attempts
}

/** Where deliveries go, and how a person's own view of a record's message is drawn. */
interface Listening {
  readonly inbox: Inbox
  onReleased(): void
  ownBoard(sender: Sender, ref: string): Promise<View | undefined>
}

export interface Teams {
  readonly tenant: string
  readonly messenger: Messenger
  readonly groups: Groups
  /** Answers `/api/messages`. */
  listen(to: Listening): ReturnType<typeof createTeamsHandler>
}

/** Teams as configured. */
export const connectTeams = (
  { testWithout, mapByEmail }: Config,
  teams: NonNullable<Config['teams']>,
  { conversations, attempts }: TeamsStores,
  outgoing: Outgoing,
  log: Log,
): Teams => {
  const options = teamsOptionsOf(teams, outgoing)
  if (options.insecureLocal)
    log.warn('TEAMS_INSECURE_LOCAL=1: Teams deliveries are not authenticated; this port is bound to loopback only')
  const tokens = createTeamsTokens(options)
  const connector = createConnector(options, tokens)
  const { appId, tenantId } = options
  const roster = createRoster(connector, tenantId)
  const sighted = createSighted(attempts, connector)
  const rates = testWithout === 'teams-rates' ? { paced: unpaced } : {}
  const messenger = createTeamsMessenger({ connector, conversations, attempts, roster, appId, tenantId, log, ...rates })
  return {
    tenant: tenantId,
    messenger,
    groups: createTeamsGroups(options, tokens, log),
    listen: (to) =>
      createTeamsHandler(options, {
        ...to,
        conversations,
        answer: messenger.answer,
        roster,
        sighted,
        tenantId,
        log,
        withEmail: mapByEmail,
      }),
  }
}
