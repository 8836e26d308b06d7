import { dayMs, timeOf } from '../clock/dates.ts'

/** Where one limit stands, as response headers tell it. */
export interface QuotaUse {
  readonly left: number
  readonly headers: Readonly<Record<string, string>>
}

const minuteMs = 60_000

const headersOf = (name: string, limit: number, left: number, resetAt: number | undefined): QuotaUse['headers'] => ({
  [`X-${name}-Limit`]: String(limit),
  [`X-${name}-Remaining`]: String(Math.max(0, left)),
  ...(resetAt === undefined ? {} : { [`X-${name}-Reset`]: timeOf(Math.ceil(resetAt / 1000) * 1000) }),
})

/** A limit per minute, sliding. */
export const perMinute = (name: string, limit: number, uses: readonly number[], now: number): QuotaUse => {
  const recent = uses.filter((at) => at > now - minuteMs)
  const left = limit - recent.length
  return { left, headers: headersOf(name, limit, left, Math.max(now, ...recent) + minuteMs) }
}

/** A limit per day of UTC. */
export const perDay = (name: string, limit: number, uses: readonly number[], now: number): QuotaUse => {
  const midnight = Math.floor(now / dayMs) * dayMs
  const left = limit - uses.filter((at) => at >= midnight).length
  return { left, headers: headersOf(name, limit, left, midnight + dayMs) }
}

/** A limit on how many there may be. */
export const inAll = (name: string, limit: number, existing: number): QuotaUse => ({
  left: limit - existing,
  headers: headersOf(name, limit, limit - existing, undefined),
})
