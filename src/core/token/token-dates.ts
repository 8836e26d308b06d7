const dayMs = 86_400_000

/** The instant at which a token dies: 24:00 UTC of its expiry date (`YYYY-MM-DD`), in ms. */
export const deathOf = (expiry: string): number => Date.parse(`${expiry}T00:00:00Z`) + dayMs

/** Whole days left until it dies; 0 on its last day, negative when dead. */
export const daysLeft = (expiry: string, now: number): number => Math.ceil((deathOf(expiry) - now) / dayMs) - 1

export const dateOf = (ms: number): string => new Date(ms).toISOString().slice(0, 10)

/** What is wrong with a day of expiry that was asked for, in a sentence. `endless`: tokens there do not expire. */
export const expiryProblem = (expiry: string, now: number, endless = false): string | undefined => {
  if (expiry <= dateOf(now)) return `${expiry} has passed.`
  return endless || expiry <= longestExpiry(now)
    ? undefined
    : `${expiry} is too far off: Akamai lets a token live six months at most.`
}

/** Akamai lets a token live at most six months. */
export const longestExpiry = (now: number): string => {
  const date = new Date(now)
  const month = date.getUTCMonth() + 6
  const last = new Date(Date.UTC(date.getUTCFullYear(), month + 1, 0)).getUTCDate()
  return dateOf(Date.UTC(date.getUTCFullYear(), month, Math.min(date.getUTCDate(), last)))
}
