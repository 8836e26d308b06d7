import type { QuotaSeen } from '../akamai/http/ask.ts'
import type { Log } from '../core/ports/log.ts'
import type { Quota } from '../core/ports/quota.ts'

type Seen = Parameters<Quota['observe']>[2]
type Reading = QuotaSeen['readings'][number]

const perOf = (name: string): Pick<Seen, 'per'> => {
  if (/day/i.test(name)) return { per: 'day' }
  return /minute/i.test(name) ? { per: 'minute' } : {}
}

const seenOf = ({ name, limit, remaining, resetMs }: Reading): Seen => ({
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
    const corrections: Seen[] = readings.map(seenOf)
    if (refused && readings.length === 0) corrections.push({ remaining: 0, resetMs: retryAfterMs ?? 60_000 })
    for (const correction of corrections)
      quota()
        .observe(account, kind, correction)
        .catch((error: unknown) =>
          log.debug('a quota could not be noted', { why: error instanceof Error ? error.message : 'unknown' }),
        )
  }
