import type { ChainHead } from '../core/audit/chain.ts'
import type { Clock } from '../core/ports/clock.ts'
import type { Log } from '../core/ports/log.ts'
import type { Secret } from '../core/token/secret.ts'
import type { Outgoing } from './outgoing.ts'
import { send } from './send.ts'

const dayMs = 86_400_000
const againMs = 300_000

export interface Anchoring {
  readonly url: Secret
  readonly head: () => ChainHead
  readonly outgoing: Pick<Outgoing, 'fetch'>
  readonly clock: Clock
  readonly log: Log
}

const sendHead = async ({ url, head, outgoing, clock, log }: Anchoring): Promise<boolean> => {
  const { instance, seq, hash } = head()
  const sent = await send(url, outgoing, { v: 1, at: new Date(clock.now()).toISOString(), instance, seq, hash })
  if (!sent.ok) log.warn('the audit anchor address did not take the head', { why: sent.why, seq })
  return sent.ok
}

/** Sends the head of this process's chain to AUDIT_ANCHOR_URL at once and daily; after a failure again in five minutes. */
export const anchorDaily = async (anchoring: Anchoring, stop: AbortSignal): Promise<void> => {
  while (!stop.aborted) {
    const taken = await sendHead(anchoring)
    await anchoring.clock.sleep(taken ? dayMs : againMs, stop)
  }
}
