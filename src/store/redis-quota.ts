import { randomUUID } from 'node:crypto'
import type { Quota, QuotaKind } from '../core/ports/quota.ts'
import { keys } from './keys.ts'
import { leftScript, observeScript, takeScript } from './quota/quota-scripts.ts'
import { dayWindow, minuteMs, windowsOf } from './quota/quota-windows.ts'
import type { StoreTools } from './records/store-tools.ts'
import { listOf, numberOf } from './replies.ts'
import { runScript } from './run-script.ts'

type Seen = Parameters<Quota['observe']>[2]

/** A reset this far away is that of the day. */
const longestMinuteMs = 2 * minuteMs

const isOfDay = (kind: QuotaKind, { per, resetMs }: Seen): boolean =>
  kind !== 'upload' && (per === undefined ? (resetMs ?? 0) > longestMinuteMs : per === 'day')

const fieldsOf = ({ remaining, limit, resetMs }: Seen, now: number): readonly (string | number)[] => [
  ...(limit === undefined ? [] : ['limit', limit]),
  ...(remaining === undefined ? [] : ['remaining', remaining, 'at', now, 'until', now + (resetMs ?? minuteMs)]),
]

/** Akamai's quotas, counted in Redis for all workers together. Times are the clock port's. */
export const createRedisQuota = ({ redis, clock }: Pick<StoreTools, 'redis' | 'clock'>): Quota => ({
  take: async (account, kind, urgent) => {
    const now = clock.now()
    const windows = JSON.stringify(windowsOf(account, kind, now))
    const waiting = `${keys.quota(account)}:${kind}:waiting`
    const args = [windows, now, urgent ? '1' : '0', randomUUID()]
    const retryAt = numberOf(await runScript(redis, takeScript, [waiting], args))
    return retryAt === 0 ? { ok: true } : { ok: false, retryAt }
  },
  activationsToday: async (account) => {
    const now = clock.now()
    const window = dayWindow(account, now)
    const reply = await runScript(redis, leftScript, [window.key], [JSON.stringify(window), now])
    const [left = 0, perDay = 0] = listOf(reply).map(numberOf)
    return { left: Math.max(0, left), perDay }
  },
  observe: async (account, kind, seen) => {
    const now = clock.now()
    const [minute] = windowsOf(account, kind, now)
    const window = isOfDay(kind, seen) ? dayWindow(account, now) : minute
    const fields = fieldsOf(seen, now)
    if (window === undefined || fields.length === 0) return
    await runScript(redis, observeScript, [`${window.key}:seen`], fields)
  },
})
