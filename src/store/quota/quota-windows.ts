import type { QuotaKind } from '../../core/ports/quota.ts'
import { keys } from '../keys.ts'

export const minuteMs = 60_000
const dayMs = 24 * 60 * minuteMs

/** Akamai counts a call from its arrival, a little after our slot was taken. */
const slidesMs = minuteMs + 1_000

/** Akamai's limits, as published; `GET /limits` and response headers correct them. */
const publishedLimits = { uploadsPerMinute: 20, activationsPerMinute: 20, activationsPerDay: 500 } as const

/** One limit over some time. Times in ms of the clock port. */
export interface QuotaWindow {
  /** Of the uses; `:seen` behind it is what Akamai said. */
  readonly key: string
  readonly limit: number
  /** Uses before this no longer count. */
  readonly from: number
  /** When uses stop to count: so long after each, or all at once at that time. */
  readonly slidesMs?: number
  readonly endsAt?: number
}

/** Uses of one kind within a minute. */
export const minuteWindow = (account: string, kind: QuotaKind, now: number): QuotaWindow => ({
  key: `${keys.quota(account)}:${kind}`,
  limit: kind === 'upload' ? publishedLimits.uploadsPerMinute : publishedLimits.activationsPerMinute,
  from: now - slidesMs + 1,
  slidesMs,
})

/** Activations of both networks within a day of UTC. */
export const dayWindow = (account: string, now: number): QuotaWindow => {
  const midnight = Math.floor(now / dayMs) * dayMs
  return {
    key: `${keys.quota(account)}:activation-day`,
    limit: publishedLimits.activationsPerDay,
    from: midnight,
    endsAt: midnight + dayMs,
  }
}

/** The limits that one use of a kind counts against. */
export const windowsOf = (account: string, kind: QuotaKind, now: number): readonly QuotaWindow[] => {
  const minute = minuteWindow(account, kind, now)
  return kind === 'upload' ? [minute] : [minute, dayWindow(account, now)]
}
