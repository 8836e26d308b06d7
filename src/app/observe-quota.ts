import type { QuotaSeen } from '../akamai/http/ask.ts'
import type { Log } from '../core/ports/log.ts'
import type { Quota, QuotaSaid } from '../core/ports/quota.ts'

type Reading = QuotaSeen['readings'][number]

const perOf = (name: string): Pick<QuotaSaid, 'per'> => {
  if (/day/i.test(name)) return { per: 'day' }
  return /minute/i.test(name) ? { per: 'minute' } : {}
}

const seenOf = ({ name, limit, remaining, resetMs }: Reading): QuotaSaid => ({
  ...perOf(name),
  ...(limit === undefined ? {} : { limit }),
  ...(remaining === undefined ? {} : { remaining }),
  ...(resetMs === undefined ? {} : { resetMs }),
})

/** What Akamai's answers say about its quotas corrects our own count; losing one correction harms nobody. */
export const observeQuota =
  (quota: () => Quota, log: Log) =>
  (seen: QuotaSeen): void => {
    const { account, kind, refused, retryAfterMs, readings } = seen
    if (kind === undefined) return
    const isMute = refused && readings.length === 0
    quota()
      .observe(account, kind, isMute ? [{ remaining: 0, resetMs: retryAfterMs ?? 60_000 }] : readings.map(seenOf))
      .catch((error: unknown) =>
        log.debug('a quota could not be noted', { why: error instanceof Error ? error.message : 'unknown' }),
      )
  }
