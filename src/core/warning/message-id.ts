import { pageName } from './destination-name.ts'
import type { Entry } from './entry.ts'

const dayMs = 86_400_000
const dayOf = (ms: number): string => new Date(ms).toISOString().slice(0, 10)

const latestDigest = (now: number, digestAt: number): number => {
  const today = Math.floor(now / dayMs) * dayMs + digestAt * 60_000
  return today <= now ? today : today - dayMs
}

/** The one incident of a token, for the pager. */
export const pageIdOf = ({ account, uuid }: Pick<Entry, 'account' | 'uuid'>): string =>
  [pageName, account, uuid].join('|')

/**
 * Which message carries an entry that is due: the channel's digest (after a pause the latest one: there is one for all that
 * was missed), the channel's message of that moment, an answer in a thread, or the pager's incident.
 */
export const messageIdOf = (entry: Entry, now: number, digestAt: number): string => {
  const { destination, account, uuid, kind, threshold, date, repeat, due } = entry
  if (destination === pageName) return pageIdOf(entry)
  if (entry.how === 'at-once') return [destination, 'at-once', new Date(due).toISOString()].join('|')
  if (entry.how === 'digest')
    return [destination, 'digest', dayOf(Math.max(due, latestDigest(now, digestAt)))].join('|')
  return [destination, 'again', account, uuid, kind, threshold ?? '', date, repeat].join('|')
}

/** The destination of a message, back from its name. Channels of Teams hold no `|`. */
export const destinationOfMessage = (message: string): string => message.split('|', 1)[0] ?? ''

/** The pager's incident, back from its name. */
export const incidentOf = (message: string): { readonly account: string; readonly uuid: string } | undefined => {
  const [, account, uuid] = /^page\|([^|]+)\|(.+)$/s.exec(message) ?? []
  return account === undefined || uuid === undefined ? undefined : { account, uuid }
}
