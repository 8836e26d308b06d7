export const dayMs = 86_400_000

/** `YYYY-MM-DD` of that moment, UTC. */
export const dateOf = (ms: number): string => new Date(ms).toISOString().slice(0, 10)

/** ISO 8601 without fractions, as Akamai writes times. */
export const timeOf = (ms: number): string => `${new Date(ms).toISOString().slice(0, 19)}Z`

/** 24:00 UTC of a date: the moment at which a token with that expiry is dead. */
export const endOfDate = (date: string): number => Date.parse(`${date}T00:00:00Z`) + dayMs

export const isDate = (text: string): boolean =>
  /^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(Date.parse(text)) && dateOf(Date.parse(text)) === text

const units: Readonly<Record<string, number>> = { ms: 1, s: 1000, m: 60_000, h: 3_600_000, d: dayMs }

/** Milliseconds of `1500`, `"30d"`, `"15m"`; undefined for anything else. */
export const durationMs = (value: number | string): number | undefined => {
  if (typeof value === 'number') return value
  const parts = /^(\d+)(ms|s|m|h|d)$/.exec(value)
  const unit = parts?.[2] === undefined ? undefined : units[parts[2]]
  return unit === undefined ? undefined : Number(parts?.[1]) * unit
}
