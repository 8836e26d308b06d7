import type { WebClient } from '@slack/web-api'

/** The metadata by which a message of ours is found again. */
const eventType = 'edgekv_chatops'

export const metadataOf = (key: string) => ({ event_type: eventType, event_payload: { key } })

interface Found {
  readonly ts?: string
  readonly metadata?: { readonly event_type?: string; readonly event_payload?: object }
}

const keyIn = (payload: object | undefined): unknown =>
  payload !== undefined && 'key' in payload ? payload.key : undefined

const isIt = (message: Found, key: string): boolean =>
  message.metadata?.event_type === eventType && keyIn(message.metadata.event_payload) === key

/** As far back as an answer can have been lost before its message is posted again. */
const lookBackSeconds = 3_600

const look = (client: WebClient, channel: string, thread: string | undefined) => {
  const page = { channel, limit: 100, include_all_metadata: true, oldest: `${Date.now() / 1_000 - lookBackSeconds}` }
  return thread === undefined
    ? client.conversations.history(page)
    : client.conversations.replies({ ...page, ts: thread })
}

/** The `ts` of the message with this key, undefined when it is not there. Throws when Slack cannot be asked. */
export const findPosted = async (
  client: WebClient,
  channel: string,
  key: string,
  thread: string | undefined,
): Promise<string | undefined> => {
  const page = await look(client, channel, thread)
  return page.messages?.find((message) => isIt(message, key))?.ts
}
