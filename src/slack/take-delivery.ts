import type { Sender } from '../core/chat/inbound.ts'
import type { Inbox } from '../core/ports/inbox.ts'
import type { Log } from '../core/ports/log.ts'
import type { Reading } from './read-delivery.ts'
import type { Claim } from './senders.ts'
import { sentences } from './sentences.ts'
import { wait, within } from './wait.ts'

/** How one delivery is answered. `alive`: Slack still holds the connection on which the acknowledgement goes. */
export interface Delivery {
  readonly id: string
  readonly reading: Reading
  readonly alive: () => boolean
  readonly acknowledge: () => Promise<void>
  /** Acknowledges with a sentence for the sender alone. */
  readonly refuse: (sentence: string) => Promise<void>
  /** Tells the sender something after the acknowledgement. */
  readonly tell: (sentence: string) => Promise<void>
}

export interface TakeDeps {
  readonly inbox: Inbox
  readonly log: Log
  readonly senderOf: (claim: Claim) => Promise<Sender | undefined>
  /** Told after a command became runnable, so that a worker in this process need not wait for its next look. */
  readonly onReleased?: () => void
}

/** The script refuses after 200 ms by itself; the rest is the way there and back. */
const saveMs = 300
const releaseMs = 500

const save = async ({ inbox, log }: TakeDeps, { id, reading }: Delivery, sender: Sender) => {
  try {
    return await within(saveMs, inbox.save(id, reading.inbound(sender)))
  } catch {
    log.warn('slack delivery could not be saved', { user: reading.claim.user })
    return undefined
  }
}

const released = async (inbox: Inbox, id: string): Promise<boolean> => {
  try {
    return (
      (await within(
        releaseMs,
        inbox.release(id).then(() => true),
      )) ?? false
    )
  } catch {
    return false
  }
}

/** The second commit, which makes it runnable. Twice does no harm. */
const release = async (deps: TakeDeps, delivery: Delivery, id: string): Promise<void> => {
  for (let attempt = 0; attempt < 3; attempt += 1) {
    if (await released(deps.inbox, id)) {
      deps.onReleased?.()
      return
    }
    await wait(200)
  }
  deps.log.warn('slack delivery saved but perhaps not released', { user: delivery.reading.claim.user })
  await delivery.tell(sentences.unsure)
}

/**
 * Who, save, acknowledge, release: nothing that was not saved is acknowledged as taken, and nothing runs whose sender
 * was told that it was not saved. A replay is acknowledged and has no effect.
 */
export const takeDelivery = async (deps: TakeDeps, delivery: Delivery): Promise<void> => {
  const sender = await deps.senderOf(delivery.reading.claim)
  if (sender === undefined) return delivery.refuse(sentences.cannotTellWho)
  const saved = await save(deps, delivery, sender)
  if (saved?.kind === 'seen') return delivery.acknowledge()
  if (saved?.kind !== 'saved') return delivery.refuse(sentences.cannotSave)
  const wasAlive = delivery.alive()
  await delivery.acknowledge()
  if (wasAlive) await release(deps, delivery, saved.id)
}
