import type { WebClient } from '@slack/web-api'

const mostPages = 20

const isMemberOf = async (client: WebClient, channel: string, user: string): Promise<boolean | undefined> => {
  let cursor = ''
  for (let page = 0; page < mostPages; page += 1) {
    const got = await client.conversations.members({ channel, limit: 200, ...(cursor === '' ? {} : { cursor }) })
    if (got.members?.includes(user)) return true
    cursor = got.response_metadata?.next_cursor ?? ''
    if (cursor === '') return false
  }
  return undefined
}

/**
 * Whether a person can see a channel: everybody sees a public one, members a private one. Undefined when Slack cannot
 * be asked. Guests never get as far as this.
 */
export const canSee = async (client: WebClient, channel: string, user: string): Promise<boolean | undefined> => {
  try {
    const { channel: info } = await client.conversations.info({ channel })
    if (info?.is_private === false) return true
    return await isMemberOf(client, channel, user)
  } catch {
    return undefined
  }
}
