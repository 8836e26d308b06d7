import { type FetchFunction, LogLevel, WebClient, type WebClientOptions } from '@slack/web-api'
import type { Log } from '../core/ports/log.ts'
import { slackLogger } from './slack-logger.ts'

export interface SlackConnection {
  readonly botToken: string
  /** Another Slack API, for tests; default Slack's. Ends with `/api/`. */
  readonly apiUrl?: string
  /** How requests go out: proxies and certificate authorities are its business. Default: the platform's. */
  readonly fetch?: FetchFunction
}

const withSlash = (url: string): string => (url.endsWith('/') ? url : `${url}/`)

/**
 * What every client of ours is made with. The SDK's retries are off: they send a message twice when an answer is lost,
 * and a limit on one channel would stop all others.
 */
export const clientOptions = (connection: Omit<SlackConnection, 'botToken'>, log: Log): WebClientOptions => ({
  logger: slackLogger(log),
  logLevel: LogLevel.WARN,
  retryConfig: { retries: 0 },
  rejectRateLimitedCalls: true,
  timeout: 10_000,
  allowAbsoluteUrls: false,
  ...(connection.apiUrl === undefined ? {} : { slackApiUrl: withSlash(connection.apiUrl) }),
  ...(connection.fetch === undefined ? {} : { fetch: connection.fetch }),
})

/** The client as others of ours name it. */
export type SlackClient = WebClient

/** The client for everything we send. Never Bolt's own: that one shares its queue and retries. */
export const createSlackClient = (connection: SlackConnection, log: Log): WebClient =>
  new WebClient(connection.botToken, clientOptions(connection, log))
