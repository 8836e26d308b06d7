import type { Inbound } from '../chat/inbound.ts'

/**
 * Deliveries seen and commands saved, before they are acknowledged. `save` marks the delivery seen and saves the command
 * in one script that refuses after 200 ms of Redis' own time; the command becomes runnable only with `release`, which
 * follows the acknowledgement; one never released expires unrun. `seen`: a replay, without effect.
 */
export interface Inbox {
  save(
    deliveryId: string,
    inbound: Inbound,
  ): Promise<{ kind: 'saved'; id: string } | { kind: 'seen' } | { kind: 'refused' }>
  /** Marks a delivery without a command as seen: false when it was before. */
  see(deliveryId: string): Promise<boolean>
  release(id: string): Promise<void>
  /** Takes released commands for `leaseMs`; one not finished by then comes back once its worker is gone. */
  take(limit: number, leaseMs: number): Promise<readonly { readonly id: string; readonly inbound: Inbound }[]>
  finish(id: string): Promise<void>
  /** How many commands wait or are being carried out. */
  backlog(): Promise<number>
}
