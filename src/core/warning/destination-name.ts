import type { Destination } from '../people/destination.ts'

/** Where pages go. */
export const pageName = 'page'

/** A channel in one word: `slack:C0…` or `teams:19:…`. */
export const channelName = (platform: 'slack' | 'teams', id: string): string => `${platform}:${id}`

/** The channel behind such a word; undefined for `page`. */
export const channelOf = (name: string): Extract<Destination, { kind: 'channel' }> | undefined => {
  const [, platform, id] = /^(slack|teams):(.+)$/s.exec(name) ?? []
  if (id === undefined) return undefined
  return { kind: 'channel', platform: platform === 'slack' ? 'slack' : 'teams', id }
}

/** Channels among destinations, in words. */
export const channelNames = (destinations: readonly Destination[]): readonly string[] =>
  destinations.flatMap((one) => (one.kind === 'channel' ? [channelName(one.platform, one.id)] : []))
