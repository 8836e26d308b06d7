import type { Log } from '../core/ports/log.ts'
import type { Secret } from '../core/token/secret.ts'
import type { Outgoing } from './outgoing.ts'
import { send } from './send.ts'

/**
 * Tells HEARTBEAT_URL, where there is one, that warnings were decided from a good scan. A failure is logged and is no failure
 * of the scan.
 */
export const beat = async (url: Secret | undefined, outgoing: Pick<Outgoing, 'fetch'>, log: Log): Promise<void> => {
  if (url === undefined) return
  const sent = await send(url, outgoing)
  if (!sent.ok) log.warn('the heartbeat address did not take the heartbeat', { why: sent.why })
}
