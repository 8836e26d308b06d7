import type { Subscription } from '../warning/subscription.ts'

/** Warnings that channels asked for. The same channel, account and pattern is one subscription: saving it again replaces it. */
export interface Subscriptions {
  all(): Promise<readonly Subscription[]>
  save(subscription: Subscription): Promise<void>
  remove(subscription: Pick<Subscription, 'destination' | 'pattern' | 'account'>): Promise<void>
}
