/** How long a header asks to wait: seconds, or an HTTP date against the answer's own date. Undefined when it does not. */
const delayOf = (value: string | null, serverNow: number): number | undefined => {
  if (value === null) return undefined
  if (/^\d{1,7}(\.\d+)?$/.test(value.trim())) return Math.ceil(Number(value) * 1000)
  const until = Date.parse(value)
  return Number.isNaN(until) ? undefined : Math.max(0, until - serverNow)
}

/**
 * The wait that Akamai asks for: `Retry-After`, else `X-RateLimit-Next` (a moment; the hint that Akamai's other APIs
 * send). Dates are compared with the server's own clock, so that a wrong clock here does not matter.
 */
export const retryAfterMs = (headers: Headers, wallNow: number): number | undefined => {
  const date = Date.parse(headers.get('date') ?? '')
  const serverNow = Number.isNaN(date) ? wallNow : date
  return delayOf(headers.get('retry-after'), serverNow) ?? delayOf(headers.get('x-ratelimit-next'), serverNow)
}
