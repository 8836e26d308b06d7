import type { WebClient } from '@slack/web-api'
import type { Place } from '../core/people/destination.ts'
import type { Log } from '../core/ports/log.ts'
import type { Posted } from '../core/ports/messenger.ts'
import { findPosted, metadataOf } from './find-posted.ts'
import { postedOfFailure } from './posted-of-failure.ts'
import type { SlackMessage } from './render-view.ts'
import { slackFailure } from './slack-failure.ts'
import { wait } from './wait.ts'

export interface Letter {
  readonly channel: string
  readonly message: SlackMessage
  readonly key: string
  readonly thread?: string
  /** Makes a message that was found say what it is to say now. */
  bringUpToDate(place: Place): Promise<Posted>
}

const okAt = (channel: string, ts: string): Posted => ({
  kind: 'ok',
  place: { platform: 'slack', conversation: channel, message: ts },
})

const send = async (client: WebClient, { channel, message, key, thread }: Letter): Promise<Posted> => {
  const sent = await client.chat.postMessage({
    channel,
    ...message,
    metadata: metadataOf(key),
    unfurl_links: false,
    unfurl_media: false,
    ...(thread === undefined ? {} : { thread_ts: thread }),
  })
  return sent.ts === undefined ? { kind: 'unknown' } : okAt(sent.channel ?? channel, sent.ts)
}

/** Slack refused the blocks, which is a defect of ours: people still get the sentence. */
const refusesBlocks: ReadonlySet<string> = new Set(['invalid_blocks', 'msg_blocks_too_long', 'invalid_blocks_format'])

const textOnly = (message: SlackMessage): SlackMessage => ({
  text: message.text,
  blocks: [{ type: 'section', text: { type: 'mrkdwn', text: message.text } }],
})

/** Sends once; where Slack will not have the blocks, once more with the sentence alone. */
const sendSafely = async (client: WebClient, log: Log, letter: Letter): Promise<Posted> => {
  try {
    return await send(client, letter)
  } catch (error) {
    const failure = slackFailure(error)
    if (failure.kind !== 'said' || !refusesBlocks.has(failure.code)) throw error
    log.error('slack refused a message as rendered', { key: letter.key, code: failure.code })
    return send(client, { ...letter, message: textOnly(letter.message) })
  }
}

/** Looks for a message whose answer was lost. `unsure`: Slack would not let us look. */
const lookFor = async (client: WebClient, log: Log, letter: Letter): Promise<Posted | 'absent' | 'unsure'> => {
  try {
    const ts = await findPosted(client, letter.channel, letter.key, letter.thread)
    return ts === undefined ? 'absent' : okAt(letter.channel, ts)
  } catch (error) {
    const failure = slackFailure(error)
    log.warn('slack could not be searched for a lost message', { key: letter.key, ...failure })
    return failure.kind === 'said' ? 'unsure' : postedOfFailure(failure, 'edit')
  }
}

/** What people see when we could not find out whether they saw it before. */
const marked = (message: SlackMessage): SlackMessage => ({
  ...message,
  blocks: [
    ...message.blocks.slice(0, 49),
    { type: 'context', elements: [{ type: 'mrkdwn', text: 'Sent again: an earlier try may have arrived.' }] },
  ],
})

/**
 * Posts one message. After a lost answer it looks in the channel's history for the message's key before it gives up
 * with `unknown`; with `again` it looks first, brings up to date what is there, and posts what is not.
 */
export const postMessage = async (client: WebClient, log: Log, letter: Letter, again: boolean): Promise<Posted> => {
  const before = again ? await lookFor(client, log, letter) : 'absent'
  if (typeof before === 'object') {
    const found = before.kind === 'ok' ? await letter.bringUpToDate(before.place) : before
    if (found.kind !== 'gone') return found
  }
  const sent = before === 'unsure' ? { ...letter, message: marked(letter.message) } : letter
  try {
    return await sendSafely(client, log, sent)
  } catch (error) {
    const posted = postedOfFailure(slackFailure(error), 'post')
    if (posted.kind !== 'unknown') return posted
    await wait(500)
    const found = await lookFor(client, log, letter)
    return typeof found === 'object' && found.kind === 'ok' ? found : posted
  }
}
