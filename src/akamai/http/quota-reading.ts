/** One quota as an answer's headers tell it; `name` is what stands between the prefix and the last word, `''` if nothing. */
export interface QuotaReading {
  readonly name: string
  readonly limit?: number
  readonly remaining?: number
  /** Milliseconds from now until it is full again. */
  readonly resetMs?: number
}

const headerName = /^x-(?:rate)?limit-(?:(.+)-)?(limit|remaining|reset)$/

const aYearInSeconds = 31_536_000

/** A reset is told as seconds from now, as seconds or milliseconds since 1970, or as a date. */
const resetMs = (value: string, now: number): number | undefined => {
  if (!/^\d+(\.\d+)?$/.test(value)) {
    const moment = Date.parse(value)
    return Number.isNaN(moment) ? undefined : Math.max(0, moment - now)
  }
  const number = Number(value)
  if (number < aYearInSeconds) return Math.ceil(number * 1000)
  return Math.max(0, (number > 1e11 ? number : number * 1000) - now)
}

const numberOf = (word: string, value: string, now: number): number | undefined => {
  if (word === 'reset') return resetMs(value, now)
  return /^\d{1,12}$/.test(value) ? Number(value) : undefined
}

const keys = { limit: 'limit', remaining: 'remaining', reset: 'resetMs' } as const

/** All quotas that the headers tell (`X-RateLimit-*-Limit`, `-Remaining`, `-Reset`, also as `X-Limit-*`). `now`: the clock port. */
export const quotaReadings = (headers: Headers, now: number): readonly QuotaReading[] => {
  const found = new Map<string, QuotaReading>()
  for (const [header, value] of headers) {
    const match = headerName.exec(header.toLowerCase())
    const word = match?.[2]
    if (word !== 'limit' && word !== 'remaining' && word !== 'reset') continue
    const name = match?.[1] ?? ''
    const number = numberOf(word, value.trim(), now)
    if (number !== undefined) found.set(name, { name, ...found.get(name), [keys[word]]: number })
  }
  return [...found.values()]
}
