import type { Account, Network } from '../world/world.ts'
import { perDay, perMinute, type QuotaUse } from './quota.ts'

/** The two limits on activations, as one: what is left is the smaller figure. */
export const activationQuota = (account: Account, network: Network, now: number): QuotaUse => {
  const { activationsPerMinute, activationsPerDay } = account.settings.quotas
  const spent = account.spent.activations
  const onNetwork = spent.filter((use) => use.network === network).map((use) => use.at)
  const minute = perMinute('RateLimit-Activation-Per-Network-Per-Minute', activationsPerMinute, onNetwork, now)
  const allUses = spent.map((use) => use.at)
  const day = perDay('RateLimit-Activation-Per-Day', activationsPerDay, allUses, now)
  return { left: Math.min(minute.left, day.left), headers: { ...minute.headers, ...day.headers } }
}
