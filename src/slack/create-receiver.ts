import type { RequestListener } from 'node:http'
import { HTTPReceiver, SocketModeReceiver, type SocketModeReceiverOptions } from '@slack/bolt'
import type { Logger, WebClientOptions } from '@slack/web-api'
import type { Log } from '../core/ports/log.ts'

/** How a delivery came, for the listener: kept in Bolt's context under this key. */
export const arrivalKey = 'edgekvArrival'

/** `alive`: the connection on which the acknowledgement must go is still open. */
export interface Arrival {
  readonly signature?: string
  readonly envelope?: string
  readonly alive: () => boolean
}

/** How a web socket goes out: a proxy, an own certificate authority. */
export type Dispatcher = NonNullable<SocketModeReceiverOptions['dispatcher']>

interface Receiving {
  readonly logger: Logger
  readonly log: Log
}

const nameOf = (error: unknown): string => (error instanceof Error ? error.name : typeof error)

/** HTTP: Bolt checks the signature. What it cannot take is a 400 without a word about why. */
export const createHttpReceiver = (signingSecret: string, { logger, log }: Receiving) =>
  new HTTPReceiver({
    signingSecret,
    logger,
    endpoints: ['/slack/events'],
    customPropertiesExtractor: (req) => {
      const signature = req.headers['x-slack-signature']
      const arrival: Arrival = {
        alive: () => !req.socket.destroyed,
        ...(typeof signature === 'string' ? { signature } : {}),
      }
      return { [arrivalKey]: arrival }
    },
    processEventErrorHandler: async ({ error, response }) => {
      log.warn('slack delivery could not be read', { error: nameOf(error) })
      if (!response.headersSent) response.writeHead(400).end()
      return true
    },
    unhandledRequestHandler: ({ response }) => {
      if (!response.headersSent) response.writeHead(404).end()
    },
  })

/** The request listener of Bolt's receiver, to be mounted behind our own door. */
export const listenerOf = (receiver: HTTPReceiver): RequestListener => receiver.requestListener

export interface SocketOptions {
  readonly appToken: string
  readonly clientOptions: WebClientOptions
  readonly dispatcher?: Dispatcher
}

/**
 * Socket Mode. Reconnecting is our own business (`keepConnected`): the SDK's waits five seconds before it comes back,
 * and a refusal in it ends the process.
 */
export const createSocketReceiver = (options: SocketOptions, { logger, log }: Receiving) =>
  new SocketModeReceiver({
    appToken: options.appToken,
    logger,
    autoReconnectEnabled: false,
    installerOptions: { clientOptions: { ...options.clientOptions } },
    ...(options.dispatcher === undefined ? {} : { dispatcher: options.dispatcher }),
    customPropertiesExtractor: (args: { envelope_id?: unknown }) => {
      const envelope = args.envelope_id
      const arrival: Arrival = { alive: () => true, ...(typeof envelope === 'string' ? { envelope } : {}) }
      return { [arrivalKey]: arrival }
    },
    processEventErrorHandler: async ({ error }) => {
      log.warn('slack delivery could not be read', { error: nameOf(error) })
      return true
    },
  })
