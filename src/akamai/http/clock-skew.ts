/** EdgeGrid's tolerance as far as known; the `Date` header counts whole seconds. */
const toleratedMs = 30_000

/** Seconds by which this machine's clock is ahead (negative: behind) of Akamai's, when it is enough to break signatures. */
export const clockSkewSeconds = (headers: Headers, wallNow: number): number | undefined => {
  const server = Date.parse(headers.get('date') ?? '')
  if (Number.isNaN(server) || Math.abs(wallNow - server) <= toleratedMs) return undefined
  return Math.round((wallNow - server) / 1000)
}
