import { randomUUID } from 'node:crypto'
import type { Quota, QuotaKind, QuotaSaid } from '../core/ports/quota.ts'
import { keys } from './keys.ts'
import { leftScript, observeScript, takeScript } from './quota/quota-scripts.ts'
import { dayWindow, minuteMs, minuteWindow, type QuotaWindow, windowsOf } from './quota/quota-windows.ts'
import type { StoreTools } from './records/store-tools.ts'
import { listOf, numberOf } from './replies.ts'
import { runScript } from './run-script.ts'

/** A reset this far away is that of the day. */
const longestMinuteMs = 2 * minuteMs

const isOfDay = (kind: QuotaKind, { per, resetMs }: QuotaSaid): boolean =>
  kind !== 'upload' && (per === undefined ? (resetMs ?? 0) > longestMinuteMs : per === 'day')

const fieldsOf = ({ remaining, limit, resetMs }: QuotaSaid, now: number): readonly (string | number)[] => [
  ...(limit === undefined ? [] : ['limit', limit]),
  ...(remaining === undefined ? [] : ['remaining', remaining, 'at', now, 'until', now + (resetMs ?? minuteMs)]),
]

const windowSaid = (account: string, kind: QuotaKind, said: QuotaSaid, now: number): QuotaWindow =>
  isOfDay(kind, said) ? dayWindow(account, now) : minuteWindow(account, kind, now)

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
  observe: async (account, kind, said) => {
    const now = clock.now()
    const telling = said.filter((one) => fieldsOf(one, now).length > 0)
    if (telling.length === 0) return
    const keysOfWindows = telling.map((one) => `${windowSaid(account, kind, one, now).key}:seen`)
    const fields = telling.map((one) => JSON.stringify(fieldsOf(one, now).map(String)))
    await runScript(redis, observeScript, keysOfWindows, fields)
  },
})
