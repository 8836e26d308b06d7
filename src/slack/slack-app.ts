import type { IncomingMessage, ServerResponse } from 'node:http'
import { App, type HTTPReceiver, type SocketModeReceiver } from '@slack/bolt'
import type { WebClient } from '@slack/web-api'
import type { Inbox } from '../core/ports/inbox.ts'
import type { Log } from '../core/ports/log.ts'
import type { Messenger } from '../core/ports/messenger.ts'
import { createHttpReceiver, createSocketReceiver, type Dispatcher, listenerOf } from './create-receiver.ts'
import { createHttpDoor } from './http-door.ts'
import { keepConnected } from './keep-connected.ts'
import { listen } from './listen.ts'
import { createSenders } from './senders.ts'
import { clientOptions, type SlackConnection } from './slack-client.ts'
import { readSlackIdentity, type SlackIdentity } from './slack-identity.ts'
import { slackLogger } from './slack-logger.ts'

export interface SlackOptions extends SlackConnection {
  /** Signed HTTP. Needed unless there is an `appToken`. */
  readonly signingSecret?: string
  /** Socket Mode, when given: no public address is needed. */
  readonly appToken?: string
  /** For Socket Mode's web socket, where a proxy or an own certificate authority is used. */
  readonly dispatcher?: Dispatcher
  /** People are mapped by the address that Slack knows. */
  readonly withEmail?: boolean
}

export interface SlackDeps {
  readonly client: WebClient
  readonly messenger: Pick<Messenger, 'answer'>
  readonly inbox: Inbox
  readonly log: Log
  /** Told after a command became runnable. */
  readonly onReleased?: () => void
}

export interface SlackApp {
  readonly identity: SlackIdentity
  /** Answers `/slack/events` on an HTTP server of ours; in Socket Mode there is nothing to answer there. */
  readonly handler?: (req: IncomingMessage, res: ServerResponse) => Promise<void>
  /** Whether deliveries can reach us as far as we know. */
  readonly ready: () => boolean
  readonly stop: () => Promise<void>
}

const createApp = (receiver: HTTPReceiver | SocketModeReceiver, options: SlackOptions, me: SlackIdentity, log: Log) =>
  new App({
    receiver,
    authorize: async () => ({ botToken: options.botToken, botId: me.bot, botUserId: me.botUser, teamId: me.team }),
    clientOptions: clientOptions(options, log),
    logger: slackLogger(log),
    convoStore: false,
  })

const startSocket = (options: SlackOptions & { appToken: string }, me: SlackIdentity, log: Log) => {
  const { appToken, dispatcher } = options
  const socket = { appToken, clientOptions: clientOptions(options, log), ...(dispatcher ? { dispatcher } : {}) }
  const receiver = createSocketReceiver(socket, { logger: slackLogger(log), log })
  return { receiver, app: createApp(receiver, options, me, log) }
}

/**
 * Slack, inbound: signed HTTP behind `handler`, or Socket Mode when there is an app token. Every delivery goes: who,
 * save, acknowledge, release. Throws an `OutsideFailure` when Slack refuses the token or does not answer.
 */
export const startSlack = async (options: SlackOptions, deps: SlackDeps): Promise<SlackApp> => {
  const { client, log } = deps
  const identity = await readSlackIdentity(client)
  const listenDeps = { ...deps, senderOf: createSenders(client, identity, log, options.withEmail) }
  if (options.appToken !== undefined) {
    const { receiver, app } = startSocket({ ...options, appToken: options.appToken }, identity, log)
    listen(app, listenDeps)
    const connection = keepConnected(receiver.client, log)
    return { identity, ready: connection.connected, stop: connection.stop }
  }
  if (!options.signingSecret) throw new Error('Slack needs SLACK_SIGNING_SECRET, or SLACK_APP_TOKEN for Socket Mode.')
  const receiver = createHttpReceiver(options.signingSecret, { logger: slackLogger(log), log })
  listen(createApp(receiver, options, identity, log), listenDeps)
  return { identity, handler: createHttpDoor(listenerOf(receiver)), ready: () => true, stop: async () => {} }
}
