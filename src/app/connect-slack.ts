import type { Config } from '../config/config.ts'
import type { Drafts } from '../core/ports/drafts.ts'
import type { Groups } from '../core/ports/groups.ts'
import type { Inbox } from '../core/ports/inbox.ts'
import type { Log } from '../core/ports/log.ts'
import type { Messenger } from '../core/ports/messenger.ts'
import type { SlackApp } from '../slack/slack-app.ts'
import { createSlackClient } from '../slack/slack-client.ts'
import { createSlackGroups } from '../slack/slack-groups.ts'
import { readSlackIdentity } from '../slack/slack-identity.ts'
import { createSlackMessenger } from '../slack/slack-messenger.ts'
import { createSlackPeople } from '../slack/slack-people.ts'
import type { Outgoing } from '../web/outgoing.ts'

export interface Slack {
  readonly team: string
  readonly messenger: Messenger
  readonly groups: Groups
  /** The member with this e-mail address. */
  readonly findByEmail: (email: string) => Promise<string | undefined>
  /** Begins to take deliveries. */
  listen(inbox: Inbox, onReleased: () => void): Promise<SlackApp>
}

/** Slack as configured; undefined when it is not. Throws an `OutsideFailure` when Slack refuses the token. */
export const connectSlack = async (
  config: Config,
  drafts: Drafts,
  outgoing: Outgoing,
  log: Log,
): Promise<Slack | undefined> => {
  const settings = config.slack
  if (settings === undefined) return undefined
  const connection = {
    botToken: settings.botToken.reveal(),
    fetch: outgoing.fetch,
    ...(settings.apiUrl === undefined ? {} : { apiUrl: settings.apiUrl }),
  }
  const client = createSlackClient(connection, log)
  const identity = await readSlackIdentity(client)
  const { apiUrl, everyEditMs } = settings
  const pace = { ...(apiUrl && { apiUrl }), ...(everyEditMs && { everyEditMs }) }
  const messenger = createSlackMessenger({ client, log, drafts, fetch: outgoing.fetch, ...pace })
  return {
    team: identity.team,
    messenger,
    groups: createSlackGroups(client, log),
    findByEmail: createSlackPeople(client, log),
    listen: async (inbox, onReleased) => {
      // Bolt is a third of what a process loads, and only those that listen need it.
      const { startSlack } = await import('../slack/slack-app.ts')
      return startSlack(
        {
          ...connection,
          withEmail: config.mapByEmail,
          ...(settings.signingSecret === undefined ? {} : { signingSecret: settings.signingSecret.reveal() }),
          ...(settings.appToken === undefined
            ? {}
            : { appToken: settings.appToken.reveal(), dispatcher: outgoing.dispatcher }),
        },
        { client, messenger, inbox, log, onReleased },
      )
    },
  }
}
