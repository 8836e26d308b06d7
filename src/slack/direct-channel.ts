import type { WebClient } from '@slack/web-api'

const most = 5_000

/** Opens the direct messages with one person, remembered: Slack gives the same channel every time. */
export const createDirectChannels = (client: WebClient) => {
  const known = new Map<string, string>()
  return async (user: string): Promise<string> => {
    const before = known.get(user)
    if (before !== undefined) return before
    const { channel } = await client.conversations.open({ users: user })
    if (channel?.id === undefined) throw new Error('Slack opened direct messages without an id')
    if (known.size >= most) known.clear()
    known.set(user, channel.id)
    return channel.id
  }
}
