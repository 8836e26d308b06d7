const dayMs = 86_400_000

const isRealDate = (date: string): boolean => {
  const ms = Date.parse(`${date}T00:00:00Z`)
  return !Number.isNaN(ms) && new Date(ms).toISOString().startsWith(date)
}

/**
 * `2026-12-18` or `2026-12-18T09:00Z` as milliseconds UTC. A day stands for its beginning, or with `end` for its end
 * (a freeze to the 4th still holds on the 4th). Undefined for anything else, a day that does not exist included.
 */
export const parseMoment = (text: string, edge: 'start' | 'end'): number | undefined => {
  const [, date = '', time] = /^(\d{4}-\d\d-\d\d)(?:T([01]\d:\d\d|2[0-3]:\d\d)(?::\d\d)?Z)?$/.exec(text) ?? []
  if (!isRealDate(date)) return undefined
  const ms = Date.parse(time === undefined ? `${date}T00:00:00Z` : text)
  if (Number.isNaN(ms)) return undefined
  return time === undefined && edge === 'end' ? ms + dayMs : ms
}
