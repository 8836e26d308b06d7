import type { Entry } from './entry.ts'

const dayOf = (ms: number): string => new Date(ms).toISOString().slice(0, 10)

/** Which message carries an entry: the channel's digest of the day it is due, or one of its own. */
export const messageIdOf = (entry: Entry): string => {
  const { destination, account, uuid, kind, threshold, date, repeat } = entry
  if (entry.how === 'digest') return `${destination}|digest|${dayOf(entry.due)}`
  return [destination, account, uuid, kind, threshold ?? '', date, repeat].join('|')
}
