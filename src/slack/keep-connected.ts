import type { SocketModeReceiver } from '@slack/bolt'
import type { Log } from '../core/ports/log.ts'
import { slackFailure } from './slack-failure.ts'
import { wait, within } from './wait.ts'

export interface Connection {
  readonly connected: () => boolean
  readonly stop: () => Promise<void>
}

const firstWaitMs = 500
const longestWaitMs = 30_000
/** A connection that ends sooner counts as a failure: else we would come back without a pause. */
const shortestMs = 5_000
const goodbyeMs = 2_000

/** Twice as long after every failure, with some chance in it so that processes do not come back all at once. */
const waitAfter = (failures: number): number =>
  Math.min(longestWaitMs, firstWaitMs * 2 ** Math.min(failures, 10)) * (0.5 + Math.random() / 2)

const once = (client: SocketModeReceiver['client'], event: string): Promise<void> =>
  new Promise((resolve) => client.once(event, () => resolve()))

interface Session {
  connected: boolean
  /** In a row. */
  failures: number
}

/** One connection from its opening to its end. Rejects when it cannot be opened. */
const hold = async (client: SocketModeReceiver['client'], log: Log, session: Session): Promise<void> => {
  await client.start()
  const opened = Date.now()
  session.connected = true
  log.info('slack socket connected')
  await once(client, 'disconnected')
  session.connected = false
  session.failures = Date.now() - opened < shortestMs ? session.failures + 1 : 0
}

const holdForever = async (
  client: SocketModeReceiver['client'],
  log: Log,
  session: Session,
  stop: AbortSignal,
): Promise<void> => {
  while (!stop.aborted) {
    try {
      await hold(client, log, session)
    } catch (error) {
      session.failures += 1
      log.warn('slack socket cannot be opened', { failures: session.failures, ...slackFailure(error) })
    }
    if (session.failures > 0) await wait(waitAfter(session.failures), stop)
  }
}

/**
 * Keeps a Socket Mode connection for as long as it is not stopped: Slack ends each one every few hours and says so.
 * Returns at once; `connected` says how it stands. Never rejects.
 */
export const keepConnected = (client: SocketModeReceiver['client'], log: Log): Connection => {
  const stopping = new AbortController()
  const session: Session = { connected: false, failures: 0 }
  // Without a listener an error of the socket would end the process; its end is told by `disconnected`.
  client.on('error', () => {})
  const running = holdForever(client, log, session, stopping.signal)
  return {
    connected: () => session.connected,
    stop: async () => {
      stopping.abort()
      await within(goodbyeMs, client.disconnect())
      if (
        (await within(
          goodbyeMs,
          running.then(() => true),
        )) === undefined
      )
        await within(goodbyeMs, client.disconnect())
    },
  }
}
