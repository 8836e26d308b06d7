import type { Change } from '../world/world.ts'

const pendingAfter = 0.05
const inProgressAfter = 0.2

/** When it leaves its pending states; Infinity while it is held. */
export const endOf = (change: Change): number => {
  if (change.cancelledAt !== undefined) return change.cancelledAt
  return change.held ? Number.POSITIVE_INFINITY : change.createdAt + change.lastsMs
}

/** The status Akamai would tell at that moment. */
export const statusOf = (change: Change, now: number): string => {
  if (change.cancelledAt !== undefined) return 'CANCELLED'
  if (endOf(change) <= now) return change.outcome
  const share = change.lastsMs === 0 ? 1 : (now - change.createdAt) / change.lastsMs
  if (share < pendingAfter) return 'PRESUBMIT'
  return share < inProgressAfter || change.held ? 'PENDING' : 'IN_PROGRESS'
}

export const isPending = (change: Change, now: number): boolean => endOf(change) > now

/** The last moment at which its status changed. */
export const modifiedAt = (change: Change, now: number): number => {
  const steps = [0, pendingAfter * change.lastsMs, inProgressAfter * change.lastsMs].map((ms) => change.createdAt + ms)
  const past = [...steps, endOf(change)].filter((at) => at <= now)
  return Math.max(change.createdAt, ...past)
}
