import type { ReplyHandle } from '../core/ports/messenger.ts'

/** What Slack gives to answer one delivery by. `home`: it came from App Home, where an answer can replace the page. */
export interface ReplyData {
  readonly user: string
  readonly team: string
  readonly channel?: string
  readonly responseUrl?: string
  readonly triggerId?: string
  readonly home?: 'yes'
  /** The open modal that something was put in to: its id, its state then, and when (`action_ts`). */
  readonly view?: string
  readonly hash?: string
  readonly at?: string
}

export const replyHandle = (data: ReplyData): ReplyHandle => ({ platform: 'slack', data: { ...data } })

/** Reads a handle back; undefined when it is another platform's. */
export const replyData = ({ platform, data }: ReplyHandle): ReplyData | undefined => {
  const { user, team, channel, responseUrl, triggerId, home, view, hash, at } = data
  if (platform !== 'slack' || user === undefined || team === undefined) return undefined
  return {
    user,
    team,
    ...(channel === undefined ? {} : { channel }),
    ...(responseUrl === undefined ? {} : { responseUrl }),
    ...(triggerId === undefined ? {} : { triggerId }),
    ...(home === 'yes' ? { home } : {}),
    ...(view === undefined ? {} : { view }),
    ...(hash === undefined ? {} : { hash }),
    ...(at === undefined ? {} : { at }),
  }
}
