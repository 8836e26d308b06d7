import type { Config } from '../config/config.ts'
import type { Conversations } from '../core/ports/conversations.ts'
import type { Groups } from '../core/ports/groups.ts'
import type { Inbox } from '../core/ports/inbox.ts'
import type { Log } from '../core/ports/log.ts'
import type { Messenger } from '../core/ports/messenger.ts'
import { createConnector } from '../teams/connector.ts'
import { createTeamsHandler } from '../teams/teams-app.ts'
import { createTeamsGroups } from '../teams/teams-groups.ts'
import { createTeamsMessenger } from '../teams/teams-messenger.ts'
import type { TeamsOptions } from '../teams/teams-options.ts'
import { createTeamsTokens } from '../teams/teams-tokens.ts'
import type { Outgoing } from '../web/outgoing.ts'

export interface Teams {
  readonly tenant: string
  readonly messenger: Messenger
  readonly groups: Groups
  /** Answers `/api/messages`. */
  listen(inbox: Inbox, onReleased: () => void): ReturnType<typeof createTeamsHandler>
}

/** Teams as configured; undefined when it is not. */
export const connectTeams = (
  { teams }: Config,
  conversations: Conversations,
  outgoing: Outgoing,
  log: Log,
): Teams | undefined => {
  if (teams === undefined) return undefined
  const { appPassword, appType: _type, ...settings } = teams
  const secret = appPassword === undefined ? {} : { appPassword: appPassword.reveal() }
  const options: TeamsOptions = { ...settings, ...secret, fetch: outgoing.fetch }
  const tokens = createTeamsTokens(options)
  const connector = createConnector(options, tokens)
  const { appId, tenantId } = options
  return {
    tenant: tenantId,
    messenger: createTeamsMessenger({ connector, conversations, appId, tenantId, log }),
    groups: createTeamsGroups(options, tokens, log),
    listen: (inbox, onReleased) => createTeamsHandler(options, { inbox, conversations, log, onReleased }),
  }
}
